import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeColumns, widerType } from "../../../../../local/services/glue/crawl/mergeColumns.ts";

const types = [
  "tinyint",
  "smallint",
  "int",
  "bigint",
  "float",
  "double",
  "string",
  "date",
  "decimal(9,2)",
  "array<int>",
];
const type = fc.constantFrom(...types);

describe("the columns of several files in one table", () => {
  it("widen to a type that does not depend on the order in which files were met", () => {
    const law = fc.property(type, type, type, (a, b, c) => {
      expect(widerType(a, b)).toBe(widerType(b, a));
      expect(widerType(a, widerType(b, c))).toBe(widerType(widerType(a, b), c));
      expect(widerType(a, a)).toBe(a);
    });
    fc.assert(law, { numRuns: 1000 });
  });

  it.each([
    ["smallint", "bigint", "bigint"],
    ["bigint", "double", "double"],
    ["float", "int", "double"],
    ["decimal(9,2)", "int", "string"],
    ["date", "bigint", "string"],
  ])("make of %s and %s a %s", (one, other, wider) => {
    expect(widerType(one, other)).toBe(wider);
  });

  it("are each named once, in the order in which they were met", () => {
    const column = (name: string, of: string) => ({ name, type: of });
    expect(mergeColumns([[column("b", "int")], [column("a", "date"), column("b", "double")]])).toEqual([
      column("b", "double"),
      column("a", "date"),
    ]);
  });
});
