import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { encodeRecord } from "../../../core/convert/frame/encodeRecord.ts";
import { parseRecords, parserDialect } from "../../../jobs/inline/parseRecords.ts";

describe("the dialect for papaparse", () => {
  test("is the source's own", () => {
    const dialect = csv({ delimiter: ";", quote: "'" });
    expect(parserDialect(dialect)).toBe(dialect);
  });

  test("is another where papaparse does not take the delimiter", () => {
    expect(parserDialect(csv({ delimiter: '"', quote: "'" }))).toMatchObject({ delimiter: ",", quote: '"' });
  });
});

describe("parsing records by papaparse", () => {
  const characters = fc.constantFrom("a", "b", '"', "'", ",", ";", "\t", " ", "\n", "\r", "\ufeff", "é", "\0");
  const field = fc.array(characters, { maxLength: 5 }).map((all) => all.join(""));
  const records = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }),
    );
  const dialects = fc
    .record({ delimiter: fc.constantFrom(",", ";", "\t", " "), quote: fc.constantFrom('"', "'") })
    .map((options) => csv(options));

  test("gives back the fields that were encoded, a byte order mark at the start too", () => {
    fc.assert(
      fc.property(records, dialects, (all, dialect) => {
        const texts = all.map((fields) => encodeRecord(fields, dialect));
        expect(parseRecords(texts, dialect, all[0]?.length ?? 0)).toEqual(all);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["more records", ["a,b\nc,d"]],
    ["more fields", ["a,b,c"]],
    ["an unclosed quote", ['a,"b', "c,d"]],
  ])("refuses %s than the framer found, rather than shifting values", (_, texts) => {
    expect(() => parseRecords(texts, csv(), 2)).toThrow(expect.objectContaining({ code: "inline.unfit" }));
  });

  test("of none gives none", () => {
    expect(parseRecords([], csv(), 2)).toEqual([]);
  });
});
