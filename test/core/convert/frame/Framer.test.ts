import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../../../core/contract/csv.ts";
import { recordText } from "../../../../core/convert/frame/recordText.ts";
import { frameAll } from "./frameAll.ts";
import { naiveRecords } from "./naiveRecords.ts";

const texts = (file: string) => frameAll(file).map(({ raw }) => recordText(raw));
/** What the framer says of the one record behind a header of two columns. */
const second = (record: string | Uint8Array) => {
  const records = frameAll(Buffer.concat([Buffer.from("a,b\n"), Buffer.from(record)]));
  expect(records).toHaveLength(2);
  return records[1];
};

/** Files made of the bytes that matter, and of some that do not. */
const hostileFile = fc
  .array(
    fc.constantFrom(
      ",",
      ",",
      '"',
      '"',
      "\n",
      "\r",
      "\r\n",
      " ",
      "\t",
      "a",
      "1",
      "é",
      "€",
      "𝄞",
      "\ufeff",
      "\xff",
      "\xc3",
    ),
    { maxLength: 60 },
  )
  .map((pieces) =>
    Buffer.concat(pieces.map((piece) => Buffer.from(piece, /[\xff\xc3]/.test(piece) ? "latin1" : "utf8"))),
  );
const cuts = fc.array(fc.nat({ max: 5 }), { maxLength: 80 });

describe("a record", () => {
  it("ends at LF, at CRLF, in a mix of both, and at the end of the file", () => {
    expect(texts("a,b\r\n1,2\n3,4\r\n5,6")).toEqual(["a,b", "1,2", "3,4", "5,6"]);
    expect(texts("a,b\n1,2\r")).toEqual(["a,b", "1,2"]);
    expect(texts('a,b\n1,"2"\r')).toEqual(["a,b", '1,"2"']);
  });

  it("is no line without text", () => {
    expect(texts("\n\r\na\n\n\r\n1\n\r\n\n2\n\r")).toEqual(["a", "1", "2"]);
    expect(texts("")).toEqual([]);
    expect(texts("\n")).toEqual([]);
  });

  it("may be one empty field, if it is quoted, or blanks", () => {
    expect(texts('a\n""\n  \n')).toEqual(["a", '""', "  "]);
  });

  it("goes on over line ends in quotes", () => {
    expect(texts('a,b\n"1\n2","3\r\n4"\n5,6')).toEqual(["a,b", '"1\n2","3\r\n4"', "5,6"]);
  });

  it("is numbered from 1 behind the header, with its offsets in the file", () => {
    const records = frameAll("\ufeffa,b\r\n\r\n1,2\nx,y\n").map(({ number, start, end }) => [number, start, end]);
    expect(records).toEqual([
      [0, 3, 6],
      [1, 10, 13],
      [2, 14, 17],
    ]);
  });

  it("begins behind a byte order mark, which is text anywhere else", () => {
    expect(texts("\ufeffa\n\ufeff1\n")).toEqual(["a", "\ufeff1"]);
    expect(frameAll('\ufeff"a"\n')[0]?.error).toBeNull();
    expect(frameAll(Uint8Array.of(0xef, 0xbb))[0]).toMatchObject({ error: "invalid_utf8", start: 0, end: 2 });
  });

  it("is cut by the dialect's own characters", () => {
    const [header, record] = frameAll("a;b\n';';,\"\n", { dialect: csv({ delimiter: ";", quote: "'" }) });
    expect([header?.width, record?.width, record?.error, record?.rewrite]).toEqual([2, 2, null, false]);
  });
});

describe("a record's error", () => {
  it.each([
    ["text behind a closing quote", '"1"x,2\n'],
    ["a blank behind a closing quote", '"1" ,2\n'],
    ["a lone CR behind a closing quote", '"1"\rx,2\n'],
    ["a blank before an opening quote", '1, "2"\n'],
    ["a tab before an opening quote", '\t"1",2\n'],
  ])("is malformed_quote for %s", (_, record) => {
    expect(second(record)).toMatchObject({ error: "malformed_quote", width: 2 });
  });

  it("leaves the next line a record of its own, where the quote was malformed", () => {
    expect(frameAll('a,b\n1, "2\n3,4\n').map(({ error }) => error)).toEqual([null, "malformed_quote", null]);
  });

  it("is unclosed_quote from its record to the end of the file", () => {
    expect(second('1,"2\n3,4\n')).toMatchObject({ error: "unclosed_quote", start: 4, end: 13 });
    expect(second('1,"')).toMatchObject({ error: "unclosed_quote", width: 2 });
    expect(second('1,"2""')).toMatchObject({ error: "unclosed_quote" });
  });

  it("is short_row or long_row beside the header, an empty field included", () => {
    expect(second("1\n")?.error).toBe("short_row");
    expect(second("1,2,\n")?.error).toBe("long_row");
    expect(second("1,")?.error).toBeNull();
    expect(second(",")?.error).toBeNull();
  });

  it("is invalid_utf8 for the record of the broken byte and for no other", () => {
    const records = frameAll(
      Buffer.concat([Buffer.from("a\né\n"), Buffer.from("\xff\n", "latin1"), Buffer.from("€\n")]),
    );
    expect(records.map(({ error }) => error)).toEqual([null, null, "invalid_utf8", null]);
  });

  it("is of the quotes before the width, and of the width before the encoding", () => {
    expect(second('"1"x\n')?.error).toBe("malformed_quote");
    expect(second('"1"x,"2')?.error).toBe("malformed_quote");
    expect(second(Uint8Array.of(0xff))?.error).toBe("short_row");
  });
});

describe("a record's rewrite", () => {
  it.each([
    ["a quote inside an unquoted field", '1,2"3\n'],
    ["a lone CR outside quotes", "1,2\r3\n"],
    ["a CR before CRLF", "1,2\r\r\n"],
    ["CRLF inside quotes", '1,"2\r\n3"\n'],
  ])("is asked for %s", (_, record) => {
    expect(second(record)).toMatchObject({ error: null, rewrite: true });
  });

  it.each([
    ["plain fields", "1,2\r\n"],
    ["LF inside quotes", '1,"2\n3"\n'],
    ["a doubled quote", '1,"2""3"\n'],
    ["a lone CR inside quotes", '1,"2\r3"\n'],
  ])("is not asked for %s", (_, record) => {
    expect(second(record)).toMatchObject({ error: null, rewrite: false });
  });
});

describe("the framer", () => {
  it("finds the same records however the file is cut into chunks", () => {
    fc.assert(
      fc.property(hostileFile, cuts, (file, sizes) => {
        expect(frameAll(file, { sizes })).toEqual(frameAll(file));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["with doubled quotes", {}],
    ["with escaped quotes and comments", { escape: "\\", comment: "#" }],
  ])("finds the records that a slow reading of the whole text finds, %s", (_, options) => {
    const dialect = csv(options);
    const pieces = fc.constantFrom(",", '"', '""', '",', '"\n', "\n", "\r", "\r\n", " ", "a", "\\", '\\"', "#", "\n#");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), cuts, (file, sizes) => {
        const isOfWidth = (error: string | null) => error === "short_row" || error === "long_row";
        const framed = frameAll(file.join(""), { sizes, dialect }).map(({ start, end, width, error }) => {
          return { start, end, width, error: isOfWidth(error) ? null : error };
        });
        expect(framed).toEqual(naiveRecords(file.join(""), dialect.comment !== null));
      }),
      { numRuns: 5000 },
    );
  });

  it("loses nothing but line ends and the byte order mark", () => {
    fc.assert(
      fc.property(hostileFile, (file) => {
        let at = file.subarray(0, 3).equals(Buffer.from("\ufeff")) ? 3 : 0;
        for (const { start, end, raw } of frameAll(file)) {
          expect(file.toString("latin1", at, start)).toMatch(/^[\r\n]*$/);
          expect(Buffer.from(raw).equals(file.subarray(start, end))).toBe(true);
          at = end;
        }
        expect(file.toString("latin1", at)).toMatch(/^[\r\n]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  it("calls a record quoted where a field begins with a quote, and none where none does", () => {
    expect(frameAll('a,b\n1,"2"\n"3",4\n5"6,7\n').map(({ quoted }) => quoted)).toEqual([false, true, true, false]);
    fc.assert(
      fc.property(hostileFile, cuts, (file, sizes) => {
        for (const { raw, quoted } of frameAll(file, { sizes })) {
          if (quoted) expect(raw).toContain(0x22);
          else expect(raw).not.toContain(0x0a);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("calls each record with a broken byte invalid, unless it has an error of quotes or width", () => {
    fc.assert(
      fc.property(hostileFile, cuts, (file, sizes) => {
        for (const { raw, error } of frameAll(file, { sizes })) {
          if (error === null || error === "invalid_utf8") expect(error === null).toBe(isUtf8(raw));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("gives up a record that is longer than its dialect allows, open or ended, and no shorter one", () => {
    const dialect = csv({ maxRecordBytes: 10 });
    expect(frameAll("a,b\n1234,67890\r\n", { dialect })).toHaveLength(2);
    const tooLong = expect.objectContaining({ code: "file.long_record" });
    expect(() => frameAll("a,b\n1234,678901\n", { dialect })).toThrow(tooLong);
    expect(() => frameAll('a,b\n1,"\n\n\n\n\n\n\n\n\n\n\n\n', { dialect })).toThrow(tooLong);
    expect(() => frameAll(`a\n${"x".repeat(2_000_001)}`)).toThrow(tooLong);
  });

  it("reads a record that is longer than its first buffer and than every chunk", () => {
    const long = `"${"x\n".repeat(200_000)}"`;
    const sizes = Array.from({ length: 100 }, () => 5000);
    expect(frameAll(`a\n1\n${long}\n2\n`, { sizes }).map(({ raw }) => raw.length)).toEqual([1, 1, long.length, 1]);
  });
});
