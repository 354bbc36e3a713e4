import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dictionaryOf } from "../../../../jobs/inline/encode/dictionaryOf.ts";

describe("a dictionary", () => {
  test("gives the values back by their indexes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "", 1, 1n)), (values) => {
        const found = dictionaryOf(values);
        fc.pre(found !== null);
        expect(Array.from(found?.indexes ?? [], (index) => found?.distinct[index])).toEqual(values);
        expect(new Set(found?.distinct).size).toBe(found?.distinct.length);
      }),
    );
  });

  test.each([
    ["each value twice", [1, 2, 2, 1], [1, 2]],
    ["one value alone", [1], null],
    ["most values once", [1, 2, 3, 1], null],
    ["no values", [], []],
  ])("of %s is made only where it pays", (_, values, distinct) => {
    expect(dictionaryOf(values)?.distinct ?? null).toEqual(distinct);
  });

  test("is given up early where most values are new, though they would repeat later", () => {
    const numbers = Array.from({ length: 2000 }, (_, index) => index);
    expect(dictionaryOf([...numbers, ...numbers, ...numbers])).toBeNull();
    expect(dictionaryOf([...numbers.flatMap((each) => [each, each])])?.distinct).toEqual(numbers);
  });
});
