import { describe, expect, it } from "vitest";
import type { AslState } from "../../../core/flow/Asl.ts";
import { machine, run } from "./fakeHost.ts";

const waiting = (fields: Partial<Extract<AslState, { Type: "Wait" }>>) =>
  machine({ Wait: { Type: "Wait", ...fields, Next: "Done" }, Done: { Type: "Succeed" } });

describe("a wait", () => {
  it("sleeps the seconds, literal or evaluated, and passes its input on", async () => {
    const literal = await run(waiting({ Seconds: 5 }), { s: 7 });
    expect(literal.sleeps).toEqual([5000]);
    expect(literal.outcome.output).toEqual({ s: 7 });
    expect((await run(waiting({ Seconds: "{% $states.input.s %}" }), { s: 7 })).sleeps).toEqual([7000]);
  });

  it("sleeps until a time, and not at all where that has passed", async () => {
    const until = waiting({ Timestamp: "{% $states.input.until %}" });
    expect((await run(until, { until: "2026-01-02T04:05:05+01:00" })).sleeps).toEqual([60_000]);
    expect((await run(until, { until: "2020-01-01T00:00:00Z" })).sleeps).toEqual([]);
  });

  it.each([-1, 1.5, "5", 1e8])("fails for %o seconds", async (s) => {
    const ran = await run(waiting({ Seconds: "{% $states.input.s %}" }), { s });
    expect(ran.outcome.error).toBe("States.QueryEvaluationError");
    expect(ran.sleeps).toEqual([]);
  });

  it.each(["tomorrow", "2026-13-01T00:00:00Z", "2026-01-02"])("fails for the time %s", async (until) => {
    const ran = await run(waiting({ Timestamp: "{% $states.input.until %}" }), { until });
    expect(ran.outcome.error).toBe("States.QueryEvaluationError");
  });
});
