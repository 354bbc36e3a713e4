import { describe, expect, it } from "vitest";
import type { AslMap, AslState } from "../../../core/flow/Asl.ts";
import { failure, machine, run } from "./fakeHost.ts";

const task: AslState = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
const map = (fields: Partial<AslMap> = {}, state: AslState = task) =>
  machine({
    Each: { Type: "Map", ItemProcessor: { StartAt: "Work", States: { Work: state } }, Next: "Done", ...fields },
    Done: { Type: "Succeed" },
  });
const echo = [(call: { arguments: unknown }) => call.arguments];
const wait: AslState = { Type: "Wait", Seconds: "{% $states.input %}", End: true };

describe("a Map", () => {
  it("runs its states for each item of its input, or of Items, and gives their outputs in order", async () => {
    expect((await run(map(), [1, 2, 3], { Work: echo })).outcome.output).toEqual([1, 2, 3]);
    const chosen = map({ Items: "{% $states.input.list %}" });
    expect((await run(chosen, { list: [[1], null, "x"] }, { Work: echo })).outcome.output).toEqual([[1], null, "x"]);
    expect((await run(map({ Items: ["{% 1 + 1 %}", 3] }), {}, { Work: echo })).outcome.output).toEqual([2, 3]);
  });

  it("gives an empty list for no items", async () => {
    const ran = await run(map(), []);
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: [] });
    expect(ran.events.map(({ type }) => type).slice(2, 5)).toEqual([
      ...["MapStateStarted", "MapStateSucceeded", "MapStateExited"],
    ]);
    expect(ran.events[2]?.mapStateStartedEventDetails).toEqual({ length: 0 });
  });

  it("makes each iteration's input by the selector, which sees item, index and the state's own input", async () => {
    const item = "$states.context.Map.Item";
    const ItemSelector = { value: `{% ${item}.Value %}`, at: `{% ${item}.Index %}`, of: "{% $states.input.name %}" };
    const definition = map({ Items: "{% $states.input.list %}", ItemSelector });
    const ran = await run(definition, { name: "n", list: ["a", "b"] }, { Work: echo });
    expect(ran.outcome.output).toEqual([
      { value: "a", at: 0, of: "n" },
      { value: "b", at: 1, of: "n" },
    ]);
  });

  it("has item and index in the context of its states, and not outside them", async () => {
    const Output = "{% [$states.context.Map.Item.Index, $states.context.Map.Item.Value] %}";
    const definition = map(
      { Output: { map: "{% $exists($states.context.Map) %}", all: "{% $states.result %}" } },
      {
        Type: "Pass",
        Output,
        End: true,
      },
    );
    expect((await run(definition, ["a"])).outcome.output).toEqual({ map: false, all: [[0, "a"]] });
  });

  it.each([
    [1, [3000, 1000, 2000]],
    [2, [1000, 2000]],
    [0, [1000, 1000, 1000]],
    ["{% 1 + 1 %}", [1000, 2000]],
  ])("runs at most %s iterations at once, 0 being as many as it may", async (MaxConcurrency, sleeps) => {
    expect((await run(map({ MaxConcurrency }, wait), [3, 1, 2])).sleeps).toEqual(sleeps);
  });

  it("runs 40 at once, and no more", async () => {
    expect((await run(map({}, wait), Array(81).fill(1))).sleeps).toEqual([1000, 1000, 1000]);
    expect((await run(map({ MaxConcurrency: 100 }, wait), Array(41).fill(1))).sleeps).toEqual([1000, 1000]);
  });

  it("names the events of an iteration after those of the one whose place it takes, as AWS does", async () => {
    const pass: AslState = { Type: "Pass", End: true };
    const ran = await run(map({ MaxConcurrency: 1 }, pass), [7, 8]);
    expect(ran.events.map(({ type, id, previousEventId }) => `${id} < ${previousEventId} ${type}`)).toEqual([
      "1 < 0 ExecutionStarted",
      "2 < 0 MapStateEntered",
      "3 < 2 MapStateStarted",
      "4 < 3 MapIterationStarted",
      "5 < 4 PassStateEntered",
      "6 < 5 PassStateExited",
      "7 < 6 MapIterationSucceeded",
      "8 < 6 MapIterationStarted",
      "9 < 8 PassStateEntered",
      "10 < 9 PassStateExited",
      "11 < 10 MapIterationSucceeded",
      "12 < 10 MapStateSucceeded",
      "13 < 10 MapStateExited",
      "14 < 13 SucceedStateEntered",
      "15 < 14 SucceedStateExited",
      "16 < 15 ExecutionSucceeded",
    ]);
    expect(ran.events[7]?.mapIterationStartedEventDetails).toEqual({ name: "Each", index: 1 });
  });

  it("fails by its first iteration that fails, and cuts the others, as measured on AWS", async () => {
    const States: Record<string, AslState> = {
      Route: {
        Type: "Choice",
        Choices: [{ Condition: "{% $states.input = 'fail' %}", Next: "Pause" }],
        Default: "Long",
      },
      Long: { Type: "Wait", Seconds: 15, End: true },
      Pause: { Type: "Wait", Seconds: 1, Next: "Boom" },
      Boom: { Type: "Fail", Error: "Boom", Cause: "sibling failed" },
    };
    const ran = await run(map({ ItemProcessor: { StartAt: "Route", States } }), ["long", "fail"]);
    expect(ran.outcome).toEqual({ status: "FAILED", error: "Boom", cause: "sibling failed" });
    expect(ran.sleeps).toEqual([1000]);
    const failed = ran.events.findIndex(({ type }) => type === "FailStateEntered");
    const after = ran.events.slice(failed + 1);
    expect(after.map(({ type }) => type)).toEqual([
      ...["MapIterationAborted", "WaitStateAborted", "MapIterationFailed", "MapStateFailed", "ExecutionFailed"],
    ]);
    const ids = [0, 0, 0, 0, 4].map((step) => failed + 1 + step);
    expect(after.map(({ previousEventId }) => previousEventId)).toEqual(ids);
    expect(after[0]?.mapIterationAbortedEventDetails).toEqual({ name: "Each", index: 0 });
    expect(after[2]?.mapIterationFailedEventDetails).toEqual({ name: "Each", index: 1 });
  });

  it("starts no more items after a failure", async () => {
    const ran = await run(map({ MaxConcurrency: 1 }), [1, 2, 3], { Work: [1, failure("Broken")] });
    expect(ran.calls.length).toBe(2);
    expect(ran.outcome.error).toBe("Broken");
  });

  it("is caught and tried again as a whole", async () => {
    const fields = {
      Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Done", Output: "{% $states.errorOutput.Error %}" }],
    };
    const ran = await run(map(fields), [1, 2], { Work: [1, failure("Broken")] });
    expect(ran.calls.length).toBe(4);
    expect(ran.outcome.output).toBe("Broken");
  });

  it.each([{ list: 1 }, "text", null])("fails where %o is what it is to run for", async (input) => {
    const ran = await run(map({ Items: "{% $states.input %}" }), input);
    expect(ran.outcome.error).toBe("States.QueryEvaluationError");
    expect(ran.outcome.cause).toContain(
      "specified for the field 'Items' returned an unexpected result type. Expected 'array'",
    );
  });

  it("knows the item of the innermost Map only", async () => {
    const item = "{% $states.context.Map.Item.Value %}";
    const inner: AslState = {
      Type: "Map",
      Items: item,
      ItemProcessor: { StartAt: "Deep", States: { Deep: { Type: "Pass", Output: item, End: true } } },
      End: true,
    };
    expect((await run(map({}, inner), [[1, 2], [3]])).outcome.output).toEqual([[1, 2], [3]]);
  });

  it("fails with States.DataLimitExceeded where all outputs together are too large", async () => {
    const ran = await run(map(), [1, 2], { Work: ["x".repeat(150_000)] });
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });
});
