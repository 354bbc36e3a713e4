import { describe, expect, it } from "vitest";
import type { AslState } from "../../../core/flow/Asl.ts";
import { realClock } from "../../../local/states/Clock.ts";
import { TaskError } from "../../../local/states/TaskError.ts";
import { testState } from "../../../local/states/testState.ts";

const context = {
  Execution: { Id: "", Name: "alone", Input: {}, RoleArn: "", StartTime: "", RedriveCount: 0 },
  StateMachine: { Id: "arn:aws:states:eu-west-1:000000000000:stateMachine:m", Name: "m" },
};
const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke" } as const;

async function tested(state: object, answer: () => unknown = () => null, input: unknown = { n: 1 }) {
  const calls: unknown[] = [];
  const host = {
    clock: realClock,
    random: () => 0.5,
    task: async ({ arguments: given }: { arguments: unknown }) => {
      calls.push(given);
      return answer();
    },
  };
  const test = { name: "S", state: state as AslState, input, variables: { x: 2 }, context };
  return { calls, ...(await testState(test, host)) };
}

const failing = (error: string) => () => {
  throw new TaskError(error, "so it is");
};

describe("a state that is run alone", () => {
  it("gives its output, what it assigned beside what it was given, and where it would go", async () => {
    const state = {
      ...task,
      Arguments: { n: "{% $states.input.n + $x %}" },
      Assign: { y: "{% $states.result %}" },
      Next: "T",
    };
    const { calls, ...ended } = await tested(state, () => 7);
    expect(calls).toEqual([{ n: 3 }]);
    expect(ended).toMatchObject({ status: "SUCCEEDED", output: 7, next: "T", variables: { x: 2, y: 7 } });
    expect(ended.events.map(({ type }) => type)).toEqual([
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
    ]);
  });

  it("evaluates a choice, a pass and a fail", async () => {
    const choice = { Type: "Choice", Choices: [{ Condition: "{% $x = 2 %}", Next: "Two" }], Default: "Other" };
    expect(await tested(choice)).toMatchObject({ status: "SUCCEEDED", next: "Two", output: { n: 1 } });
    expect(await tested({ Type: "Pass", Output: "{% $x * 2 %}", End: true })).toMatchObject({ output: 4 });
    const failed = await tested({ Type: "Fail", Error: "No", Cause: "{% 'x is ' & $x %}" });
    expect(failed).toMatchObject({ status: "FAILED", error: "No", cause: "x is 2" });
  });

  it("would be tried again where a retrier takes the error, and is called once all the same", async () => {
    const Retry = [{ ErrorEquals: ["Other"] }, { ErrorEquals: ["Busy"], IntervalSeconds: 5 }];
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "T" }];
    const { calls, ...ended } = await tested({ ...task, Retry, Catch, End: true }, failing("Busy"));
    expect(calls).toHaveLength(1);
    expect(ended).toMatchObject({ status: "RETRIABLE", error: "Busy", cause: "so it is" });
    expect(ended.handled).toEqual({ retryIndex: 1, retryBackoffIntervalSeconds: 5 });
    expect(ended.next).toBeUndefined();
  });

  it("is left by the catcher that takes the error, or fails where none does", async () => {
    const Catch = [
      { ErrorEquals: ["Other"], Next: "A" },
      { ErrorEquals: ["States.ALL"], Next: "B", Assign: { e: "{% $states.errorOutput.Error %}" } },
    ];
    const never = [{ ErrorEquals: ["Busy"], MaxAttempts: 0 }];
    const caught = await tested({ ...task, Retry: never, Catch, End: true }, failing("Busy"));
    expect(caught).toMatchObject({ status: "CAUGHT_ERROR", next: "B", handled: { catchIndex: 1 }, error: "Busy" });
    expect(caught.output).toEqual({ Error: "Busy", Cause: "so it is" });
    expect(caught.variables).toEqual({ x: 2, e: "Busy" });
    const uncaught = await tested({ ...task, Catch: [Catch[0]], End: true }, failing("Busy"));
    expect(uncaught).toMatchObject({ status: "FAILED", error: "Busy" });
    expect(uncaught.next).toBeUndefined();
  });

  it("fails by an expression that has no value", async () => {
    const ended = await tested({ ...task, Arguments: { n: "{% $absent %}" }, End: true });
    expect(ended).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError", calls: [] });
  });
});
