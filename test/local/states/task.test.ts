import { describe, expect, it } from "vitest";
import type { AslState } from "../../../core/flow/Asl.ts";
import { failure, lambda, machine, run } from "./fakeHost.ts";

const done: AslState = { Type: "Succeed" };

describe("a task", () => {
  it("gives its result as output, and its input as arguments, where neither is named", async () => {
    const ran = await run(machine({ Work: lambda(), Done: done }), { a: 1 }, { Work: [{ b: 2 }] });
    expect(ran.calls[0]?.arguments).toEqual({ a: 1 });
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { b: 2 } });
  });

  it("tells the integration its state, attempt and context", async () => {
    const retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 1 }];
    const ran = await run(machine({ Work: lambda({ Retry: retry }), Done: done }), {}, { Work: [failure("Flaky"), 1] });
    expect(ran.calls[1]).toMatchObject({
      resource: "arn:aws:states:::lambda:invoke",
      state: "Work",
      attempt: 1,
      context: {
        Execution: { Name: "run-1" },
        State: { Name: "Work", RetryCount: 1, EnteredTime: "2026-01-02T03:04:05.000Z" },
      },
    });
  });

  it("assigns and outputs from the variables as they were on entering", async () => {
    const ran = await run(
      machine({
        First: lambda({ Assign: { x: "{% $states.result %}", y: 10 }, Next: "Swap" }),
        Swap: lambda({ Assign: { x: "{% $y %}", y: "{% $x %}" }, Output: { was: "{% $x %}" }, Next: "Done" }),
        Done: { Type: "Succeed", Output: { x: "{% $x %}", y: "{% $y %}", was: "{% $states.input.was %}" } },
      }),
      {},
      { First: [1], Swap: [null] },
    );
    expect(ran.outcome.output).toEqual({ x: 10, y: 1, was: 1 });
  });

  it("waits between retries by interval, rate and longest delay, and gives up after the attempts", async () => {
    const retry = [
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 20 },
    ];
    const ran = await run(
      machine({ Work: lambda({ Retry: retry }), Done: done }),
      {},
      { Work: [failure("Broken", "why")] },
    );
    expect(ran.sleeps).toEqual([2000, 6000, 18000, 20000]);
    expect(ran.outcome).toEqual({ status: "FAILED", error: "Broken", cause: "why" });
  });

  it("counts the attempts of each retrier apart", async () => {
    const Retry = [
      { ErrorEquals: ["A"], IntervalSeconds: 1, MaxAttempts: 1 },
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 5, MaxAttempts: 1 },
    ];
    const ran = await run(
      machine({ Work: lambda({ Retry }), Done: done }),
      {},
      { Work: [failure("A"), failure("B"), failure("A")] },
    );
    expect(ran.sleeps).toEqual([1000, 5000]);
    expect(ran.outcome.error).toBe("A");
  });

  it("goes by the first catcher that takes the error, with its own assignment and the error as output", async () => {
    const Catch = [
      { ErrorEquals: ["Other"], Next: "Done" },
      { ErrorEquals: ["States.TaskFailed"], Next: "Seen", Assign: { e: "{% $states.errorOutput.Error %}" } },
    ];
    const ran = await run(
      machine({
        Work: lambda({ Catch, Assign: { e: "not run" } }),
        Done: done,
        Seen: { Type: "Succeed", Output: { e: "{% $e %}", input: "{% $states.input %}" } },
      }),
      {},
      { Work: [failure("Mine", "why")] },
    );
    expect(ran.outcome.output).toEqual({ e: "Mine", input: { Error: "Mine", Cause: "why" } });
  });

  it("does not let a retrier or a catcher take States.Runtime", async () => {
    const all = { ErrorEquals: ["States.ALL"] };
    const ran = await run(
      machine({ Work: lambda({ Retry: [all], Catch: [{ ...all, Next: "Done" }] }), Done: done }),
      {},
      { Work: [failure("States.Runtime", "broken")] },
    );
    expect(ran.sleeps).toEqual([]);
    expect(ran.outcome).toEqual({ status: "FAILED", error: "States.Runtime", cause: "broken" });
  });

  it("fails with States.DataLimitExceeded for a result over 256 KiB, which States.ALL does not catch", async () => {
    const states = { Work: lambda({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "Done" }] }), Done: done };
    const fits = await run(machine(states), {}, { Work: ["x".repeat(256 * 1024 - 2)] });
    expect(fits.outcome.status).toBe("SUCCEEDED");
    const exceeds = await run(machine(states), {}, { Work: ["x".repeat(256 * 1024 - 1)] });
    expect(exceeds.outcome).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });

  it("retries and catches an expression that fails", async () => {
    const Catch = [{ ErrorEquals: ["States.QueryEvaluationError"], Next: "Seen" }];
    const states = {
      Work: lambda({ Arguments: { list: [{ a: "{% $states.input.nothing %}" }] }, Catch }),
      Done: done,
      Seen: done,
    };
    const ran = await run(machine(states), {});
    expect(ran.outcome.output).toEqual({
      Error: "States.QueryEvaluationError",
      Cause:
        "An error occurred while executing the state 'Work' (entered at the event id #2). The JSONata expression '$states.input.nothing' specified for the field 'Arguments/list[0]/a' returned nothing (undefined).",
    });
    expect(ran.events.find(({ type }) => type === "EvaluationFailed")?.evaluationFailedEventDetails).toMatchObject({
      state: "Work",
      location: "Arguments/list[0]/a",
    });
  });

  it("times out with States.Timeout, which States.TaskFailed does not catch and States.ALL does", async () => {
    const slow = (catches: string) => {
      const Catch = [{ ErrorEquals: [catches], Next: "Done" }];
      const states = { Work: lambda({ TimeoutSeconds: 900, Catch }), Done: done };
      return run(machine(states), {}, { Work: [() => new Promise(() => {})] });
    };
    const missed = await slow("States.TaskFailed");
    const caught = await slow("States.ALL");
    expect(missed.outcome).toEqual({ status: "FAILED", error: "States.Timeout" });
    expect(missed.sleeps).toEqual([900_000]);
    expect(missed.calls[0]?.signal.aborted).toBe(true);
    expect(missed.events.map(({ type }) => type).slice(-2)).toEqual(["TaskTimedOut", "ExecutionFailed"]);
    expect(missed.events.at(-2)?.taskTimedOutEventDetails).toEqual({
      resourceType: "lambda",
      resource: "invoke",
      error: "States.Timeout",
    });
    expect(caught.outcome).toEqual({ status: "SUCCEEDED", output: { Error: "States.Timeout" } });
  });

  it("names an integration in its events as AWS does", async () => {
    const named = async (Resource: string) => {
      const ran = await run(machine({ Work: lambda({ Resource }), Done: done }), {}, { Work: [1] });
      const { resourceType, resource } =
        ran.events.find(({ type }) => type === "TaskScheduled")?.taskScheduledEventDetails ?? {};
      return [resourceType, resource];
    };
    expect(await named("arn:aws:states:::aws-sdk:glue:batchCreatePartition")).toEqual([
      "aws-sdk:glue",
      "batchCreatePartition",
    ]);
    expect(await named("arn:aws:states:::states:startExecution.sync:2")).toEqual(["states", "startExecution.sync:2"]);
  });
});
