import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../../local/states/evaluate.ts";

const value = (code: string, bindings = {}) => evaluate(`{% ${code} %}`, "Output", bindings);

describe("the functions that Step Functions adds", () => {
  it("partitions so that the parts together are the whole, all but the last full", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), async (items, size) => {
        const parts = (await value("$partition($items, $size)", { items, size })) as number[][];
        expect(parts.flat()).toEqual(items);
        expect(parts.slice(0, -1).every((part) => part.length === size)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("counts a range with its ends, up or down", async () => {
    expect(await value("$range(0, 6, 3)")).toEqual([0, 3, 6]);
    expect(await value("$range(5, 1, -2)")).toEqual([5, 3, 1]);
    expect(await value("$range(1, 2, 5)")).toEqual([1]);
  });

  it("hashes text, by SHA-256 unless told", async () => {
    expect(await value('$hash("abc")')).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(await value('$hash("abc", "MD5")')).toBe("900150983cd24fb0d6963f7d28e17f72");
    await expect(value('$hash("abc", "CRC")')).rejects.toThrow("CRC is none of");
  });

  it("repeats a seeded random number, and gives others from 0 to 1", async () => {
    expect(await value("$random(7)")).toBe(await value("$random(7)"));
    expect(await value("$random(7)")).not.toBe(await value("$random(8)"));
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const drawn = (await value("$random($seed)", { seed })) as number;
        expect(drawn >= 0 && drawn < 1).toBe(true);
      }),
      { numRuns: 30 },
    );
    const free = (await value("$random()")) as number;
    expect(free >= 0 && free < 1).toBe(true);
  });

  it("makes a new UUID at each call, and parses JSON", async () => {
    const [first, second] = (await value("[$uuid(), $uuid()]")) as string[];
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second).not.toBe(first);
    expect(await value('$parse("{\\"a\\":[1]}").a')).toEqual([1]);
  });

  it("does not know $eval", async () => {
    await expect(value('$eval("1")')).rejects.toThrow("T1006: Attempted to invoke a non-function");
  });
});
