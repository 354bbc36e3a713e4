import { describe, expect, it } from "vitest";
import type { AslState } from "../../../core/flow/Asl.ts";
import { Variables } from "../../../local/states/Variables.ts";
import { failure, machine, run } from "./fakeHost.ts";

const KIB = 1024;
const done: AslState = { Type: "Succeed", Output: null };
const text = (bytes: number) => "x".repeat(bytes - 2);
const exceeded = expect.objectContaining({ error: "States.DataLimitExceeded" });

describe("the variables of an execution", () => {
  it("may be 256 KiB of JSON in all that one state assigns, and not more", async () => {
    const assigning = async (...bytes: number[]) => {
      const Assign = Object.fromEntries(bytes.map((size, index) => [`v${index}`, text(size)]));
      const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Done" }];
      const work: AslState = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Assign, Catch, Next: "Done" };
      return (await run(machine({ Work: work, Done: done }), {}, { Work: [1] })).outcome;
    };
    expect((await assigning(256 * KIB)).status).toBe("SUCCEEDED");
    expect((await assigning(128 * KIB, 128 * KIB)).status).toBe("SUCCEEDED");
    expect(await assigning(256 * KIB + 1)).toEqual(exceeded);
    expect(await assigning(128 * KIB, 128 * KIB + 1)).toEqual(exceeded);
  });

  it("may be 10 MiB at once in all scopes, counting what is there and not what was", () => {
    const outer = new Variables();
    const inner = new Variables(outer);
    outer.assign({ a: text(6 * KIB * KIB) });
    outer.assign({ a: text(5 * KIB * KIB) });
    inner.assign({ b: text(5 * KIB * KIB) });
    expect(() => outer.assign({ c: 1 })).toThrow(exceeded);
    inner.release();
    expect(() => outer.assign({ d: text(4 * KIB * KIB) })).not.toThrow();
  });

  it("of branches and iterations no longer count once those have ended, or failed", async () => {
    const keep: AslState = { Type: "Pass", Assign: { kept: text(250 * KIB) }, Output: null, Next: "Work" };
    const work: AslState = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
    const body = { StartAt: "Keep", States: { Keep: keep, Work: work } };
    const Retry = [{ ErrorEquals: ["Flaky"], MaxAttempts: 45, BackoffRate: 1 }];
    const each: AslState = { Type: "Map", ItemProcessor: body, MaxConcurrency: 1, End: true };
    const items = Array(45).fill(0);
    expect((await run(machine({ Each: each }), items, { Work: [1] })).outcome.status).toBe("SUCCEEDED");
    const both: AslState = { Type: "Parallel", Branches: [body], Retry, End: true };
    const answers = [...items.map(() => failure("Flaky")), 1];
    expect((await run(machine({ Both: both }), {}, { Work: answers })).outcome.status).toBe("SUCCEEDED");
    const once: AslState = { ...each, MaxConcurrency: 0 };
    const all = { StartAt: "Keep", States: { ...body.States, Keep: { ...keep, Assign: { kept: text(256 * KIB) } } } };
    const first: AslState = { Type: "Pass", Assign: { one: 1 }, Next: "Each" };
    const ran = await run(machine({ First: first, Each: { ...once, ItemProcessor: all } }), items, { Work: [1] });
    expect(ran.outcome).toEqual(exceeded);
  });

  it("of an inner scope are seen there, with those around it, and not outside", () => {
    const outer = new Variables();
    outer.assign({ a: 1 });
    const inner = new Variables(outer);
    inner.assign({ b: 2 });
    expect(inner.bindings).toEqual({ a: 1, b: 2 });
    expect(outer.bindings).toEqual({ a: 1 });
  });
});
