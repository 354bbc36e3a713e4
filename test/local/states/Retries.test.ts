import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AslRetrier } from "../../../core/flow/Asl.ts";
import { Retries } from "../../../local/states/Retries.ts";
import { failure, lambda, machine, run } from "./fakeHost.ts";

const all = (fields: Partial<AslRetrier>): AslRetrier[] => [{ ErrorEquals: ["States.ALL"], ...fields }];

describe("retries", () => {
  it("wait any part of the interval with full jitter, as the random number says", () => {
    const retries = new Retries(all({ IntervalSeconds: 8, JitterStrategy: "FULL" }), () => 0.25);
    expect([retries.next("A"), retries.next("A"), retries.next("A")]).toEqual([2000, 4000, 8000]);
  });

  it("are never more than the attempts, and never wait longer than the longest delay", () => {
    const numbers = fc.record({
      IntervalSeconds: fc.integer({ min: 1, max: 100 }),
      MaxAttempts: fc.nat(10),
      BackoffRate: fc.double({ min: 1, max: 5, noNaN: true }),
      MaxDelaySeconds: fc.integer({ min: 101, max: 1000 }),
      JitterStrategy: fc.constantFrom<"FULL" | "NONE">("FULL", "NONE"),
    });
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 0.999, noNaN: true }), (retrier, drawn) => {
        const retries = new Retries(all(retrier), () => drawn);
        const delays = Array.from({ length: 12 }, () => retries.next("A")).filter((delay) => delay !== undefined);
        expect(delays.length).toBe(retrier.MaxAttempts);
        expect(delays.every((delay) => delay <= 1000 * retrier.MaxDelaySeconds)).toBe(true);
        const plain = delays.map((delay) => (retrier.JitterStrategy === "FULL" && drawn > 0 ? delay / drawn : delay));
        if (drawn > 0) expect(plain.every((delay, at) => at === 0 || delay >= (plain[at - 1] ?? 0) * 0.999)).toBe(true);
      }),
    );
  });

  it("take the random number of the host", async () => {
    const Retry = all({ IntervalSeconds: 10, MaxAttempts: 2, JitterStrategy: "FULL" });
    const definition = machine({ Work: lambda({ Retry }), Done: { Type: "Succeed" } });
    const ran = await run(definition, {}, { Work: [failure("A")] }, { random: () => 0.5 });
    expect(ran.sleeps).toEqual([5000, 10_000]);
  });

  it("do not happen with no attempts", () => {
    expect(new Retries(all({ MaxAttempts: 0 }), () => 0).next("A")).toBeUndefined();
  });
});
