import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestOf } from "../../stacks/nearestOf.ts";

const word = fc.string({ minLength: 1, maxLength: 12 });

describe("nearestOf", () => {
  it("is a known word itself, in any case", () => {
    const lower = (text: string | undefined) => text?.toLowerCase();
    const isFound = (known: string, others: string[]) => lower(nearestOf(known, [...others, known])) === lower(known);
    fc.assert(fc.property(word, fc.array(word), isFound));
    expect(nearestOf("FARREGION", ["farRegion"])).toBe("farRegion");
  });

  it("is the word that one edit leads away from, where that is the only one near", () => {
    const edited = fc.tuple(fc.nat(8), fc.constantFrom("drop", "insert", "replace"));
    fc.assert(
      fc.property(edited, ([at, edit]) => {
        const known = "warehouse";
        const rest = known.slice(at + (edit === "insert" ? 0 : 1));
        return nearestOf(known.slice(0, at) + (edit === "drop" ? "" : "~") + rest, ["pipelines", known]) === known;
      }),
    );
  });

  it("is none where more than a third would have to change, or nothing is known", () => {
    expect(nearestOf("abcdef", ["abcxyz"])).toBeUndefined();
    expect(nearestOf("abcdef", ["abcdxy"])).toBe("abcdxy");
    expect(nearestOf("abcdef", [])).toBeUndefined();
  });
});
