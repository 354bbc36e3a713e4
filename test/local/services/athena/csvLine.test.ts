import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine, csvRecords } from "../../../../local/services/athena/csvLine.ts";

const value = fc.option(fc.oneof(fc.string(), fc.constantFrom('"', "\n", ",", "", '",\n"')), { nil: undefined });
const records = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

describe("the text of a result", () => {
  it("is read back as it was written, null apart from the empty text", () => {
    fc.assert(
      fc.property(records, (given) => {
        const text = given.map(csvLine).join("");
        expect(csvRecords(text, 100)).toEqual({ records: given, next: text.length });
      }),
    );
  });

  it("is read to the last whole record where it is cut off, and from there on to the end", () => {
    fc.assert(
      fc.property(records, fc.nat(), (given, place) => {
        const text = given.map(csvLine).join("");
        const cut = text.slice(0, text.length === 0 ? 0 : place % text.length);
        const first = csvRecords(cut, 100);
        const rest = csvRecords(text.slice(first.next), 100);
        expect([...first.records, ...rest.records]).toEqual(given);
      }),
    );
  });
});
