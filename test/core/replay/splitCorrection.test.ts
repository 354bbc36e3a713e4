import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { rejectsCsv } from "../../../core/replay/rejectsCsv.ts";
import { splitCorrection } from "../../../core/replay/splitCorrection.ts";

const dialects = [
  csv(),
  csv({ delimiter: ";" }),
  csv({ delimiter: "\t", quote: "'" }),
  csv({ delimiter: "0" }),
  csv({ quote: "1" }),
];

describe("a record of a file of corrections", () => {
  it("is the number that a reject was written with, and the reject's text", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...dialects),
        fc.integer({ min: 1, max: 2 ** 50 }),
        fc.string({ minLength: 1, unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, "x")),
        (dialect, record, raw) => {
          const [, line = ""] = rejectsCsv(dialect, "h", [{ record, raw }]).split("\n");
          const { first, rest } = splitCorrection(Buffer.from(line), dialect);
          expect(first).toBe(String(record));
          expect(Buffer.from(rest).toString()).toBe(raw);
        },
      ),
    );
  });

  it.each([
    ['"17",a,b', "17", "a,b"],
    [" 17 ,a", "17", "a"],
    ['17,"a,b"', "17", '"a,b"'],
    ["17,", "17", '""'],
    ["17", "17", '""'],
    ['"17', '"17', '""'],
    ['"1,7",a', "1,7", "a"],
  ])("%j is %j and %j", (line, number, text) => {
    const { first, rest } = splitCorrection(Buffer.from(line), csv());
    expect([first, Buffer.from(rest).toString()]).toEqual([number, text]);
  });
});
