import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../../../core/contract/csv.ts";
import { encodeRecord } from "../../../../core/convert/frame/encodeRecord.ts";
import { fields } from "../../../../core/convert/frame/fields.ts";
import { frameAll } from "./frameAll.ts";

const split = (record: string, dialect = csv()) => fields({ raw: Buffer.from(record) }, dialect);
const dialects = [
  csv(),
  csv({ delimiter: ";", quote: "'" }),
  csv({ delimiter: "\t", quote: "$" }),
  csv({ delimiter: "." }),
];
const hostileField = fc.string({
  unit: fc.oneof(
    fc.constantFrom(",", ";", '"', "'", "$", "$", "\n", "\r", "\t", " ", "."),
    fc.string({ unit: "grapheme" }),
  ),
  maxLength: 8,
});

describe("a record's fields", () => {
  it("are its texts with the quotes undone", () => {
    expect(split('1,"2","3,""4""",,""')).toEqual(["1", "2", '3,"4"', "", ""]);
    expect(split('"",')).toEqual(["", ""]);
    expect(split('""""')).toEqual(['"']);
  });

  it("keep a quote in an unquoted field, and a lone CR", () => {
    expect(split('19" rack,1\r2,"3\r4"')).toEqual(['19" rack', "1\r2", "3\r4"]);
  });

  it("have LF for CRLF in quotes", () => {
    expect(split('"1\r\n2",3')).toEqual(["1\n2", "3"]);
  });

  it("have a quote or an escape for an escaped one, in quotes", () => {
    const dialect = csv({ escape: "\\" });
    expect(split('"say \\"hi\\"","a\\\\b","c\\d","\\\\",x\\"y', dialect)).toEqual([
      'say "hi"',
      "a\\b",
      "c\\d",
      "\\",
      'x\\"y',
    ]);
  });

  it("keep a byte order mark that does not begin the file", () => {
    expect(split("\ufeffa,b")).toEqual(["\ufeffa", "b"]);
  });

  it("are as many as the framer counts, in any record that has no error", () => {
    const record = fc.string({ unit: fc.constantFrom(",", '"', "a", " ", "\r", "\n"), maxLength: 30 });
    fc.assert(
      fc.property(record, (text) => {
        for (const framed of frameAll(text))
          if (framed.error === null) expect(fields(framed, csv())).toHaveLength(framed.width);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("an encoded record", () => {
  it("is framed and read back as the same fields, with CRLF as LF", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...dialects),
        fc.array(hostileField, { minLength: 1, maxLength: 5 }),
        (dialect, texts) => {
          const [record, ...others] = frameAll(`${encodeRecord(texts, dialect)}\r\n`, { dialect });
          expect(others).toEqual([]);
          expect(record?.error).toBeNull();
          const wanted = texts.map((text) => text.replaceAll("\r\n", "\n"));
          expect(record && fields(record, dialect)).toEqual(wanted);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("needs no rewriting once no field has CRLF", () => {
    expect(frameAll(encodeRecord(["\r\r\n"], csv()))[0]).toMatchObject({ error: null, rewrite: true });
    fc.assert(
      fc.property(fc.array(hostileField, { minLength: 1, maxLength: 5 }), (texts) => {
        const wanted = texts.map((text) => text.replaceAll(/\r+\n/g, "\n"));
        expect(frameAll(encodeRecord(wanted, csv()))[0]).toMatchObject({ error: null, rewrite: false });
      }),
    );
  });
});
