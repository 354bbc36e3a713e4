import { describe, expect, it } from "vitest";
import type { AslState } from "../../../core/flow/Asl.ts";
import { type HistoryEvent, interpret } from "../../../local/states/interpret.ts";
import { failure, lambda, machine, run } from "./fakeHost.ts";

const done: AslState = { Type: "Succeed" };
const context = {
  Execution: { Id: "e", Name: "e", Input: {}, RoleArn: "r", StartTime: "", RedriveCount: 0 },
  StateMachine: { Id: "m", Name: "m" },
};

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
    expect(events.map(({ previousEventId }) => previousEventId)).toEqual(events.map((_, index) => index));
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
    const events: HistoryEvent[] = [];
    let answer: (value: unknown) => void = () => {};
    const outcome = await interpret(machine({ Work: lambda(), Done: done }, { TimeoutSeconds: 1 }), {}, context, {
      task: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
      sleep: async () => {},
      now: () => new Date(),
      emit: (event) => {
        events.push(event);
      },
    });
    answer("too late");
    await new Promise((resolve) => setImmediate(resolve));
    expect(outcome).toEqual({ status: "TIMED_OUT" });
    expect(events.at(-1)?.type).toBe("ExecutionTimedOut");
  });

  it("lets an exception of the host that is no TaskError end the interpretation", async () => {
    const stopped = new Error("the execution was stopped");
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Done" }];
    const running = interpret(machine({ Work: lambda({ Catch }), Done: done }), {}, context, {
      task: () => Promise.reject(stopped),
      sleep: async () => {},
      now: () => new Date(),
      emit: () => {},
    });
    await expect(running).rejects.toBe(stopped);
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
