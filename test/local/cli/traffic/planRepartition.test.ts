import type { DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { planDays, planOf, planResumption } from "../../../../local/cli/traffic/planRepartition.ts";

const machine = "arn:aws:states:eu-west-1:000000000000:stateMachine:traffic";
const startDate = new Date("2024-04-01T02:00:00.123Z");
const code = (expected: string) => expect.objectContaining({ code: expected });

/** A machine with these executions. */
function having(executions: Record<string, { status: string; input?: object }>) {
  return {
    async describe(of: string, name: string): Promise<DescribeExecutionOutput | undefined> {
      const found = of === machine && Object.hasOwn(executions, name) ? executions[name] : undefined;
      if (found === undefined) return undefined;
      const { status, input = {} } = found;
      const executionArn = `${machine.replace("stateMachine", "execution")}:${name}`;
      return { executionArn, name, startDate, status, input: JSON.stringify(input) } as DescribeExecutionOutput;
    },
  };
}

const { run } = planOf({ name: "first", startDate }, {});

describe("an execution of days", () => {
  it("is asked for them, under a name that tells them and is its own", () => {
    const [one, again] = [planDays({ day: "2024-03-30" }), planDays({ day: "2024-03-30" })];
    expect(one.input).toEqual({ from: "2024-03-30", to: "2024-03-30" });
    expect(one.name).toMatch(/^repartition-2024-03-30-[0-9a-f]{8}$/);
    expect(one.name).not.toBe(again.name);
    expect(planDays({ from: "2024-03-30", to: "2024-04-02" }).name).toMatch(/^repartition-2024-03-30-to-2024-04-02-/);
    expect(planDays({})).toEqual({ input: {}, name: expect.stringMatching(/^repartition-yesterday-/) });
  });
});

describe("a resumption", () => {
  const days = { from: "2024-03-30", to: "2024-04-02" };
  const first = { status: "FAILED", input: days };

  it("is the next attempt at the same plan, of the same days, named after both", async () => {
    const states = having({ first });
    const expected = {
      name: `${run}-1`,
      input: { ...days, run, attempt: 1, startedAt: "2024-04-01T02:00:00.123Z" },
    };
    expect(await planResumption(states, machine, "first")).toEqual(expected);
    const arn = `${machine.replace("stateMachine", "execution")}:first`;
    expect(await planResumption(states, machine, arn)).toEqual(expected);
  });

  it("comes after the last attempt, whichever is named, and keeps what the plan was", async () => {
    const startedAt = "2024-03-31T00:00:00.000Z";
    const resumed = (attempt: number) => ({ status: "TIMED_OUT", input: { run, attempt, startedAt } });
    const states = having({ first: { status: "FAILED" }, [`${run}-1`]: resumed(1), [`${run}-2`]: resumed(2) });
    for (const given of ["first", `${run}-1`, `${run}-2`]) {
      expect(await planResumption(states, machine, given)).toEqual({
        name: `${run}-3`,
        input: { run, attempt: 3, startedAt: given === "first" ? startDate.toISOString() : startedAt },
      });
    }
  });

  it("is refused for what runs, what has succeeded, at any attempt, and what is not there", async () => {
    const ended = (status: string) => planResumption(having({ first: { status } }), machine, "first");
    await expect(ended("RUNNING")).rejects.toThrow(code("cli.run_running"));
    await expect(ended("SUCCEEDED")).rejects.toThrow(code("cli.run_succeeded"));
    const later = { status: "SUCCEEDED", input: { run, attempt: 1, startedAt: startDate.toISOString() } };
    await expect(planResumption(having({ first, [`${run}-1`]: later }), machine, "first")).rejects.toThrow(
      code("cli.run_succeeded"),
    );
    await expect(planResumption(having({}), machine, "first")).rejects.toThrow(code("cli.no_such_run"));
  });
});
