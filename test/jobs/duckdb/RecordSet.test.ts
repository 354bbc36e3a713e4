import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RecordSet } from "../../../jobs/duckdb/RecordSet.ts";

const numbers = fc.uniqueArray(fc.nat(40_000));

describe("a set of records", () => {
  test("is what was added, in ascending order", () => {
    fc.assert(
      fc.property(numbers, fc.nat(100_000), (added, other) => {
        const set = setOf(added);
        expect([...set]).toEqual(added.toSorted((left, right) => left - right));
        expect(set.has(other)).toBe(added.includes(other));
      }),
    );
  });

  test("meets another that has one of its numbers", () => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        expect(setOf(left).meets(setOf(right))).toBe(left.some((number) => right.includes(number)));
      }),
    );
  });
});

function setOf(all: readonly number[]): RecordSet {
  const set = new RecordSet();
  for (const number of all) set.add(number);
  return set;
}
