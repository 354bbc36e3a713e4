import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { runStates } from "../../../local/cli/runStates.ts";

/** Events of a history, one every 10 ms from the epoch on. */
const history = (...events: Partial<HistoryEvent>[]): HistoryEvent[] =>
  events.map((event, index) => {
    const own = { id: index + 1, previousEventId: index, type: undefined, timestamp: new Date(index * 10) };
    return { ...own, ...event };
  });
const entered = (name: string, input?: string) => ({ stateEnteredEventDetails: { name, input } });
const exited = (name: string, output?: string) => ({ stateExitedEventDetails: { name, output } });
const scheduled = (parameters: string) => ({
  taskScheduledEventDetails: { resourceType: "lambda", resource: "invoke", region: "eu-west-1", parameters },
});
const failed = (error: string, cause?: string) => ({
  taskFailedEventDetails: { resourceType: "lambda", resource: "invoke", error, cause },
});

describe("the states of a run", () => {
  it("are the passages in order, each with its times, input and output", () => {
    const passages = runStates(
      history(
        { executionStartedEventDetails: {} },
        entered("A", '{"n":1}'),
        exited("A", "[2]"),
        entered("B"),
        exited("B"),
      ),
    );
    const none = { arguments: null, errors: [] };
    expect(passages).toEqual([
      { state: "A", entered: "1970-01-01T00:00:00.010Z", milliseconds: 10, input: { n: 1 }, output: [2], ...none },
      { state: "B", entered: "1970-01-01T00:00:00.030Z", milliseconds: 10, input: null, output: null, ...none },
    ]);
  });

  it("tell each failed try of a task, and what the last one was handed", () => {
    const tries = [scheduled('{"try":1}'), failed("Timeout", "slow"), scheduled('{"try":2}'), failed("Timeout")];
    const [passage] = runStates(history(entered("A"), ...tries, scheduled('{"try":3}'), exited("A", '"done"')));
    expect(passage).toMatchObject({
      arguments: { try: 3 },
      output: "done",
      errors: [
        { error: "Timeout", cause: "slow" },
        { error: "Timeout", cause: "" },
      ],
    });
  });

  it("tell of a time-out and of an expression that failed", () => {
    const timedOut = { taskTimedOutEventDetails: { resourceType: "x", resource: "y", error: "States.Timeout" } };
    const bad = { evaluationFailedEventDetails: { state: "B", error: "States.QueryEvaluationError", cause: "c" } };
    const errors = runStates(history(entered("A"), timedOut, entered("B"), bad)).map((passage) => passage.errors);
    expect(errors).toEqual([
      [{ error: "States.Timeout", cause: "" }],
      [{ error: "States.QueryEvaluationError", cause: "c" }],
    ]);
  });

  it("are told apart where branches run side by side", () => {
    const passages = runStates(
      history(
        entered("Both"),
        { ...entered("A"), previousEventId: 1 },
        { ...entered("B"), previousEventId: 1 },
        { ...exited("A", '"a"'), previousEventId: 2 },
        { ...exited("B", '"b"'), previousEventId: 3 },
      ),
    );
    expect(passages.map(({ state, output }) => [state, output])).toEqual([
      ["Both", null],
      ["A", "a"],
      ["B", "b"],
    ]);
  });

  it("are told apart where a loop comes by again", () => {
    const passages = runStates(history(entered("A"), exited("A", "1"), entered("A"), exited("A", "2"), entered("A")));
    expect(passages.map(({ output, milliseconds }) => [output, milliseconds])).toEqual([
      [1, 10],
      [2, 10],
      [null, null],
    ]);
  });
});
