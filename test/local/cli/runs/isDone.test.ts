import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Attempt } from "../../../../local/cli/runs/attemptsOf.ts";
import { isDone } from "../../../../local/cli/runs/isDone.ts";

const ends = (...given: [attempt: number, status: "SUCCEEDED" | "FAILED" | "RUNNING"][]) =>
  given.map(([attempt, status]) => ({ attempt, status }) as Attempt);

describe("a run has nothing left to do", () => {
  it("once its last attempt has succeeded", () => {
    expect(isDone({ run: "r", main: ends([0, "FAILED"], [1, "SUCCEEDED"]), regions: {} })).toBe(true);
    expect(isDone({ run: "r", main: ends([0, "SUCCEEDED"], [1, "FAILED"]), regions: {} })).toBe(false);
  });

  it("once the region that failed was retried alone and succeeded", () => {
    const near = ends([0, "SUCCEEDED"]);
    const main = ends([0, "FAILED"]);
    expect(isDone({ run: "r", main, regions: { near, far: ends([0, "FAILED"]) } })).toBe(false);
    expect(isDone({ run: "r", main, regions: { near, far: ends([0, "FAILED"], [1, "SUCCEEDED"]) } })).toBe(true);
    expect(isDone({ run: "r", main, regions: { near, far: ends([0, "FAILED"], [1, "RUNNING"]) } })).toBe(false);
  });

  it("not where what succeeded is older than the main machine's last attempt", () => {
    const regions = { near: ends([0, "SUCCEEDED"]), far: ends([0, "SUCCEEDED"]) };
    expect(isDone({ run: "r", main: ends([0, "SUCCEEDED"], [1, "FAILED"]), regions })).toBe(false);
  });

  it("never while the last execution of a region, or of a stack without regions, has not succeeded", () => {
    const status = fc.constantFrom("FAILED" as const, "RUNNING" as const);
    fc.assert(
      fc.property(status, status, fc.nat(9), (main, far, attempt) => {
        const regions = { near: ends([attempt, "SUCCEEDED"]), far: ends([attempt, far]) };
        expect(isDone({ run: "r", main: ends([0, main]), regions })).toBe(false);
        expect(isDone({ run: "r", main: ends([0, main]), regions: {} })).toBe(false);
      }),
    );
  });
});
