import { describe, expect, it } from "vitest";
import type { AslParallel, AslState, AslStates } from "../../../core/flow/Asl.ts";
import { failure, lambda, machine, run } from "./fakeHost.ts";

const one = (name: string, state: AslState): AslStates => ({ StartAt: name, States: { [name]: state } });
const rest = (seconds: number): AslState => ({ Type: "Wait", Seconds: seconds, End: true });
const call = (fields: Partial<Extract<AslState, { Type: "Task" }>> = {}): AslState => {
  const { Next: _, ...task } = lambda(fields) as Extract<AslState, { Type: "Task" }>;
  return { ...task, End: true };
};
const parallel = (Branches: AslStates[], fields: Partial<AslParallel> = {}) =>
  machine({ Both: { Type: "Parallel", Branches, Next: "Done", ...fields }, Done: { Type: "Succeed" } });

describe("a Parallel", () => {
  it("gives the outputs of its branches in their order, whichever ends first", async () => {
    const ran = await run(parallel([one("Slow", rest(9)), one("Work", call())]), { n: 1 }, { Work: [2] });
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: [{ n: 1 }, 2] });
    expect(ran.sleeps).toEqual([9000]);
  });

  it("runs its branches at once", async () => {
    const ran = await run(parallel([one("A", rest(9)), one("B", rest(5)), one("C", rest(7))]), {});
    expect(ran.sleeps).toEqual([5000, 2000, 2000]);
  });

  it("gives each branch its arguments", async () => {
    const definition = parallel([one("A", call()), one("B", call())], {
      Arguments: { n: "{% $states.input.n + 1 %}" },
    });
    const ran = await run(definition, { n: 1 }, { A: [null], B: [null] });
    expect(ran.calls.map((called) => called.arguments)).toEqual([{ n: 2 }, { n: 2 }]);
  });

  it("names in each event the one before it in its branch, and records success aside, as AWS does", async () => {
    const ran = await run(parallel([one("A", rest(1)), one("B", rest(2))]), {});
    expect(ran.events.map(({ type, id, previousEventId }) => `${id} < ${previousEventId} ${type}`)).toEqual([
      "1 < 0 ExecutionStarted",
      "2 < 0 ParallelStateEntered",
      "3 < 2 ParallelStateStarted",
      "4 < 3 WaitStateEntered",
      "5 < 3 WaitStateEntered",
      "6 < 4 WaitStateExited",
      "7 < 5 WaitStateExited",
      "8 < 7 ParallelStateSucceeded",
      "9 < 7 ParallelStateExited",
      "10 < 9 SucceedStateEntered",
      "11 < 10 SucceedStateExited",
      "12 < 11 ExecutionSucceeded",
    ]);
  });

  it("cuts its other branches where one fails, whose error is its own", async () => {
    const Catch = [{ ErrorEquals: ["Broken"], Next: "Done" }];
    const slow = () => new Promise(() => {});
    const definition = parallel([one("A", rest(60)), one("B", call()), one("C", call())], { Catch });
    const ran = await run(definition, {}, { B: [failure("Broken", "why")], C: [slow] });
    expect(ran.outcome.output).toEqual({ Error: "Broken", Cause: "why" });
    expect(ran.sleeps).toEqual([]);
    expect(ran.calls[1]?.signal.aborted).toBe(true);
    const failed = ran.events.find(({ type }) => type === "TaskFailed");
    const after = ran.events.slice(ran.events.findIndex(({ type }) => type === "TaskFailed") + 1);
    expect(after.map(({ type }) => type)).toEqual([
      ...["WaitStateAborted", "TaskStateAborted", "ParallelStateFailed"],
      ...["ParallelStateExited", "SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded"],
    ]);
    expect(after.slice(0, 3).map(({ previousEventId }) => previousEventId)).toEqual(Array(3).fill(failed?.id));
    expect(after[3]?.previousEventId).toBe(after[2]?.id);
  });

  it("lets nothing go on in the branches that it has cut", async () => {
    const later: AslStates = {
      StartAt: "Rest",
      States: { Rest: { Type: "Wait", Seconds: 5, Next: "Late" }, Late: call() },
    };
    const definition = parallel([later, one("B", call())], { Catch: [{ ErrorEquals: ["States.ALL"], Next: "Pause" }] });
    definition.States.Pause = { Type: "Wait", Seconds: 60, Next: "Done" };
    const ran = await run(definition, {}, { B: [failure("Broken")] });
    expect(ran.calls.map(({ state }) => state)).toEqual(["B"]);
    expect(ran.sleeps).toEqual([60_000]);
    expect(ran.outcome.status).toBe("SUCCEEDED");
  });

  it("fails by a Fail state in a branch", async () => {
    const ran = await run(parallel([one("A", { Type: "Fail", Error: "E", Cause: "c" })]), {});
    expect(ran.outcome).toEqual({ status: "FAILED", error: "E", cause: "c" });
  });

  it("runs all of its branches again by Retry", async () => {
    const Retry = [{ ErrorEquals: ["Flaky"], IntervalSeconds: 3, MaxAttempts: 1 }];
    const count = "{% $states.context.State.RetryCount %}";
    const definition = parallel([one("A", call()), one("B", call())], { Retry, Output: { count } });
    const ran = await run(definition, {}, { A: [1], B: [failure("Flaky"), 2] });
    expect(ran.calls.map(({ state }) => state)).toEqual(["A", "B", "A", "B"]);
    expect(ran.sleeps).toEqual([3000]);
    expect(ran.outcome.output).toEqual({ count: 1 });
  });

  it("ends the execution at once for States.Runtime in a branch, without a failure of its own", async () => {
    const stuck: AslState = { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "A" }] };
    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "Done" }];
    const ran = await run(parallel([one("A", stuck), one("B", rest(60))], { Catch }), {});
    expect(ran.outcome).toMatchObject({
      status: "FAILED",
      error: "States.Runtime",
      cause: expect.stringMatching(
        /^An error occurred while executing the state 'A' \(entered at the event id #4\)\. /,
      ),
    });
    expect(ran.events.map(({ type }) => type)).not.toContain("ParallelStateFailed");
    expect(ran.events.at(-1)).toMatchObject({ type: "ExecutionFailed", previousEventId: 4 });
  });

  it("cuts what is within the branches that it cuts", async () => {
    const inner = one("Inner", { Type: "Parallel", Branches: [one("Deep", rest(60))], End: true });
    const ran = await run(parallel([inner, one("B", call())]), {}, { B: [failure("Broken")] });
    const aborted = ran.events.filter(({ type }) => type?.endsWith("Aborted")).map(({ type }) => type);
    expect(aborted).toEqual(["ParallelStateAborted", "WaitStateAborted"]);
  });

  it("lets a branch read the variables of before, and keeps its own to itself", async () => {
    const states: Record<string, AslState> = {
      Start: { Type: "Pass", Assign: { x: 1 }, Next: "Both" },
      Both: {
        Type: "Parallel",
        Branches: [
          {
            StartAt: "A",
            States: {
              A: { Type: "Pass", Assign: { y: "{% $x + 1 %}" }, Next: "A2" },
              A2: { Type: "Pass", Output: "{% [$x, $y] %}", End: true },
            },
          },
          one("B", { Type: "Pass", Output: "{% $exists($y) %}", End: true }),
        ],
        Assign: { result: "{% $states.result %}" },
        Next: "Done",
      },
      Done: { Type: "Succeed", Output: { result: "{% $result %}", seen: "{% $exists($y) %}" } },
    };
    const ran = await run(machine(states), {});
    expect(ran.outcome.output).toEqual({ result: [[1, 2], false], seen: false });
  });
});
