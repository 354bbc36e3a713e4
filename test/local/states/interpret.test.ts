import { describe, expect, it } from "vitest";
import type { AslState } from "../../../core/flow/Asl.ts";
import { Stop } from "../../../local/states/interpret.ts";
import { failure, lambda, machine, run } from "./fakeHost.ts";
import { settled } from "./MovableClock.ts";

const done: AslState = { Type: "Succeed" };
describe("interpret", () => {
  it("records the events of a whole execution, numbered and in the order of AWS", async () => {
    const states = {
      Work: lambda({ Assign: { x: "{% $states.result.n %}" }, Retry: [{ ErrorEquals: ["Flaky"] }] }),
      Done: done,
    };
    const { events } = await run(machine(states), { a: 1 }, { Work: [failure("Flaky", "why"), { n: 7 }] });
    expect(events.map(({ type }) => type)).toEqual([
      ...["ExecutionStarted", "TaskStateEntered"],
      ...["TaskScheduled", "TaskStarted", "TaskFailed", "TaskScheduled", "TaskStarted", "TaskSucceeded"],
      ...["TaskStateExited", "SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded"],
    ]);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ previousEventId }) => previousEventId)).toEqual([0, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(events[0]?.executionStartedEventDetails).toMatchObject({
      input: '{"a":1}',
      roleArn: "arn:aws:iam::000000000000:role/main",
    });
    expect(events[4]?.taskFailedEventDetails).toEqual({
      resourceType: "lambda",
      resource: "invoke",
      error: "Flaky",
      cause: "why",
    });
    expect(events[8]?.stateExitedEventDetails).toMatchObject({
      name: "Work",
      output: '{"n":7}',
      assignedVariables: { x: "7" },
    });
    expect(events[11]?.executionSucceededEventDetails).toMatchObject({ output: '{"n":7}' });
  });

  it("ends with ExecutionFailed and leaves the failing state unexited", async () => {
    const ran = await run(machine({ Work: lambda(), Done: done }), {}, { Work: [failure("Broken", "why")] });
    expect(ran.events.map(({ type }) => type).slice(-2)).toEqual(["TaskFailed", "ExecutionFailed"]);
    expect(ran.events.at(-1)?.executionFailedEventDetails).toEqual({ error: "Broken", cause: "why" });
  });

  it("gives the output of the last state where that has End", async () => {
    const { Next: _, ...last } = lambda() as Extract<AslState, { Type: "Task" }>;
    const ran = await run(machine({ Work: { ...last, End: true } }), {}, { Work: [[1, 2]] });
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: [1, 2] });
  });

  it("ends as timed out after the machine's seconds, and records nothing after that", async () => {
    let answer: (value: unknown) => void = () => {};
    const slow = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const definition = machine({ Work: lambda(), Done: done }, { TimeoutSeconds: 7200 });
    const { outcome, events, sleeps, calls } = await run(definition, {}, { Work: [slow] });
    answer("too late");
    await settled();
    expect(outcome).toEqual({ status: "TIMED_OUT" });
    expect(sleeps).toEqual([7_200_000]);
    expect(events.map(({ type }) => type).slice(-2)).toEqual(["TaskStateAborted", "ExecutionTimedOut"]);
    expect(events.map(({ previousEventId }) => previousEventId).slice(-2)).toEqual([4, 4]);
    expect(calls[0]?.signal.aborted).toBe(true);
  });

  it("ends as aborted where it is stopped, with what it was in the middle of", async () => {
    const stop = new AbortController();
    const waiting: AslState = { Type: "Wait", Seconds: 60, End: true };
    const work: AslState = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
    const branch = (name: string, state: AslState) => ({ StartAt: name, States: { [name]: state } });
    const Branches = [branch("Rest", waiting), branch("Work", work)];
    const definition = machine({ Both: { Type: "Parallel", Branches, End: true } });
    const abort = () => {
      stop.abort(new Stop({ error: "Enough", cause: "no more" }));
      return new Promise(() => {});
    };
    const { outcome, events } = await run(definition, {}, { Work: [abort] }, { stop: stop.signal });
    expect(outcome).toEqual({ status: "ABORTED", error: "Enough", cause: "no more" });
    expect(events.map(({ type }) => type).slice(-4)).toEqual([
      ...["ParallelStateAborted", "WaitStateAborted", "TaskStateAborted", "ExecutionAborted"],
    ]);
    expect(events.at(-1)?.executionAbortedEventDetails).toEqual({ error: "Enough", cause: "no more" });
  });

  it("throws any other reason to stop, and records no end", async () => {
    const closed = new Error("the host closes");
    const stop = new AbortController();
    const abort = () => {
      stop.abort(closed);
      return new Promise(() => {});
    };
    const definition = machine({
      Work: lambda({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "Done" }] }),
      Done: done,
    });
    await expect(run(definition, {}, { Work: [abort] }, { stop: stop.signal })).rejects.toBe(closed);
    await expect(run(definition, {}, {}, { stop: stop.signal })).rejects.toBe(closed);
  });

  it("lets an exception of the host that is no TaskError end the interpretation", async () => {
    const broken = new Error("the host is broken");
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Done" }];
    const running = run(machine({ Work: lambda({ Catch }), Done: done }), {}, { Work: [broken] });
    await expect(running).rejects.toBe(broken);
  });

  it("fails with States.Runtime instead of an event over 25,000, unless that is the execution's success", async () => {
    const loop = (last: number) => {
      const Choices = [{ Condition: `{% $i < ${last} %}`, Assign: { i: "{% $i + 1 %}" }, Next: "Again?" }];
      const states: Record<string, AslState> = {
        Start: { Type: "Pass", Assign: { i: 1 }, Next: "Again?" },
        "Again?": { Type: "Choice", Choices, Default: "Done" },
        Done: done,
      };
      return run(machine(states), {});
    };
    const fits = await loop(12_497);
    expect(fits.outcome.status).toBe("SUCCEEDED");
    expect(fits.events.length).toBe(25_000);
    const exceeds = await loop(12_498);
    const cause = "The execution reached the maximum number of history events (25000).";
    expect(exceeds.outcome).toEqual({ status: "FAILED", error: "States.Runtime", cause });
    expect(exceeds.events.at(-1)).toMatchObject({ type: "ExecutionFailed", id: 25_000, previousEventId: 24_999 });
  });

  it("fails with the evaluated error and cause of a Fail state", async () => {
    const failed: AslState = { Type: "Fail", Error: "{% 'A' & 'B' %}", Cause: "{% $states.input.why %}" };
    expect((await run(machine({ Failed: failed }), { why: "so" })).outcome).toEqual({
      status: "FAILED",
      error: "AB",
      cause: "so",
    });
    const number = await run(machine({ Failed: failed }), { why: 3 });
    expect(number.outcome.error).toBe("States.QueryEvaluationError");
  });
});
