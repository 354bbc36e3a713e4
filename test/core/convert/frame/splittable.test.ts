import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../../../core/contract/csv.ts";
import { encodeRecord } from "../../../../core/convert/frame/encodeRecord.ts";
import type { FramedRecord } from "../../../../core/convert/frame/FramedRecord.ts";
import { recordText } from "../../../../core/convert/frame/recordText.ts";
import { frameAll } from "./frameAll.ts";

const dialect = csv({ splittable: true });
const frameLines = (file: string, sizes: readonly number[] = []) => frameAll(file, { dialect, sizes });
const textAndError = ({ raw, error }: FramedRecord) => [recordText(raw), error];
const told = (file: string) => frameLines(file).map(textAndError);
const cuts = fc.array(fc.nat({ max: 5 }), { maxLength: 80 });

const piece = fc.constantFrom(",", '"', '""', '",', '"\n', "\n", "\r", "\r\n", " ", "\t", "a", "é");
const hostileFile = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
/** What a field of two halves, or more, may hold. */
const text = fc.string({ unit: fc.constantFrom(",", '"', "\n", "\r", " ", "a"), maxLength: 8 });
const record = fc.array(text, { minLength: 2, maxLength: 2 });

/** The lines of a file, their ends dropped, those without text too. */
function linesOf(file: string): string[] {
  const lines = file.split("\n").map((line) => line.replace(/\r$/, ""));
  return lines.filter((line) => line !== "");
}

describe("a record of a splittable file", () => {
  it("ends at each line end, in quotes too, and is unclosed_quote there", () => {
    expect(told('a,b\n1,"x\n3,4\n')).toEqual([
      ["a,b", null],
      ['1,"x', "unclosed_quote"],
      ["3,4", null],
    ]);
    expect(told('a,b\r\n1,"x\r\n3,4\r\n')).toEqual(told('a,b\n1,"x\n3,4\n'));
    expect(told('a,b\n1,"x\r').at(-1)).toEqual(['1,"x', "unclosed_quote"]);
    expect(told('a,b\n1,"x').at(-1)).toEqual(['1,"x', "unclosed_quote"]);
  });

  it("is malformed_quote where a quote is inside an unquoted field, as half of a field has it", () => {
    expect(told('a,b\n"x\ny",2\n').slice(1)).toEqual([
      ['"x', "unclosed_quote"],
      ['y",2', "malformed_quote"],
    ]);
    expect(told('a,b\n1,5"\n').at(-1)).toEqual(['1,5"', "malformed_quote"]);
  });

  it("keeps a lone CR, in quotes and outside", () => {
    expect(told('a,b\n"x\ry",1\rz\n').at(-1)).toEqual(['"x\ry",1\rz', null]);
  });

  it("may be a header, which cannot be read then", () => {
    expect(told('"a\nb",c\n')[0]).toEqual(['"a', "unclosed_quote"]);
  });
});

describe("a splittable file", () => {
  it("has the records of each of its lines alone behind the header, whatever they hold", () => {
    fc.assert(
      fc.property(hostileFile, (body) => {
        const alone = body.split("\n").flatMap((line) => frameLines(`a,b\n${line}\n`).slice(1));
        const what = ({ raw, width, error, rewrite }: FramedRecord) => [recordText(raw), width, error, rewrite];
        expect(frameLines(`a,b\n${body}`).slice(1).map(what)).toEqual(alone.map(what));
      }),
      { numRuns: 3000 },
    );
  });

  it("accounts for every line by one record, whose text it is", () => {
    fc.assert(
      fc.property(hostileFile, (file) => {
        expect(frameLines(file).map(({ raw }) => recordText(raw))).toEqual(linesOf(file));
      }),
      { numRuns: 1000 },
    );
  });

  it("has the same records however it is cut into chunks", () => {
    fc.assert(
      fc.property(hostileFile, cuts, (file, sizes) => {
        expect(frameLines(file, sizes)).toEqual(frameLines(file));
      }),
      { numRuns: 2000 },
    );
  });

  it("has the records that any file of its text has, where the promise holds", () => {
    const plain = fc.string({ unit: fc.constantFrom(" ", "a", "é", "\r"), maxLength: 4 });
    const kept = fc.oneof(
      record.map((fields) =>
        encodeRecord(
          fields.map((field) => field.replaceAll("\n", "")),
          dialect,
        ),
      ),
      fc.array(plain, { maxLength: 3 }).map((fields) => fields.join(",")),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(kept, fc.constantFrom("\n", "\r\n")), { maxLength: 8 }), (lines) => {
        const file = `a,b\n${lines.flat().join("")}`;
        expect(frameLines(file)).toEqual(frameAll(file));
      }),
      { numRuns: 2000 },
    );
  });

  it("has no good record of the first or the last line of a record that breaks the promise", () => {
    const broken = record.filter((fields) => fields.join("").includes("\n"));
    fc.assert(
      fc.property(broken, (fields) => {
        const [first, ...rest] = frameLines(`a,b\n${encodeRecord(fields, dialect)}\n`).slice(1);
        expect([first?.error, rest.at(-1)?.error]).toEqual([expect.any(String), expect.any(String)]);
      }),
      { numRuns: 2000 },
    );
  });

  it("has no good record with an odd number of quotes", () => {
    fc.assert(
      fc.property(hostileFile, (file) => {
        for (const { raw, error } of frameLines(file)) {
          if (error === null) expect(recordText(raw).split('"').length % 2).toBe(1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
