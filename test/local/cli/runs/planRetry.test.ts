import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import type { Run } from "../../../../core/commit/Run.ts";
import type { Attempt, Attempts } from "../../../../local/cli/runs/attemptsOf.ts";
import { planRetry, type RetryOptions } from "../../../../local/cli/runs/planRetry.ts";

const near = "arn:aws:states:eu-west-1:000000000000:stateMachine:near";
const far = "arn:aws:states:us-east-1:000000000000:stateMachine:far";
const outputs = {
  landingBucket: "landing",
  lakes: {},
  databases: {},
  mainMachine: "arn:aws:states:eu-west-1:000000000000:stateMachine:main",
  regionMachines: { "eu-west-1": near, "us-east-1": far },
};
const run = {
  run: "r",
  attempt: 0,
  dataset: "readings",
  contract: "c",
  source: { bucket: "b", key: "k", versionId: "v", size: 1, sequencer: "1", later: "kept" },
  engine: "inline",
  catalog: "register",
  later: "kept",
} satisfies Run & { later: string; source: { later: string } };

type Status = "FAILED" | "SUCCEEDED" | "RUNNING";
const attempt = (number: number, status: Status, input: unknown = { ...run, attempt: number }) =>
  ({ attempt: number, status, input: JSON.stringify(input), executionArn: `arn-${number}` }) as Attempt;
const failed: Attempts = {
  run: "r",
  main: [attempt(0, "FAILED"), attempt(1, "FAILED")],
  regions: { "eu-west-1": [attempt(1, "SUCCEEDED", { run })], "us-east-1": [attempt(1, "FAILED", { run })] },
};

/** The history of an execution whose Verify found this of the regions. */
function verified(regions: object): HistoryEvent[] {
  const assignedVariables = { verified: JSON.stringify(regions), other: "1" };
  const stateExitedEventDetails = { name: "Verify", assignedVariables };
  return [{ timestamp: new Date(), type: "TaskStateExited", id: 1, stateExitedEventDetails }];
}

const plan = (attempts: Attempts, options: RetryOptions = {}, histories: Record<string, HistoryEvent[]> = {}) =>
  planRetry({ history: async (arn) => histories[arn] ?? [] }, outputs, attempts, options);

describe("the plan of a retry", () => {
  it("is the main machine's next attempt, with all that the run was told", async () => {
    expect(await plan(failed)).toEqual({ attempt: 2, machine: outputs.mainMachine, input: { ...run, attempt: 2 } });
    const other = await plan(failed, { engine: "duckdb" });
    expect(other?.input).toEqual({ ...run, attempt: 2, engine: "duckdb" });
  });

  it("is, of a replay, by duckdb alone, with what it corrects", async () => {
    const file = { bucket: "landing", key: "_replays/readings/r.csv", versionId: "v", size: 1 };
    const replay = { of: { run: "readings-1", attempt: 0 }, onto: ["readings-2"], sha256: "x", file };
    const replaying = { ...failed, main: [attempt(0, "FAILED", { ...run, engine: "duckdb", replay })] };
    expect((await plan(replaying, { engine: "duckdb" }))?.input).toMatchObject({ engine: "duckdb", replay });
    for (const engine of ["inline", "spark"] as const) {
      await expect(plan(replaying, { engine })).rejects.toMatchObject({ code: "replay.engine" });
    }
  });

  it("counts attempts that one region made alone", async () => {
    const alone = { ...failed, regions: { ...failed.regions, "us-east-1": [attempt(4, "FAILED", { run })] } };
    expect((await plan(alone))?.attempt).toBe(5);
  });

  it("of one region gives its machine what the last verification found there", async () => {
    const staged = { status: "staged", manifest: '"etag"', error: "", cause: "" };
    const histories = { "arn-0": verified({ near: { ...staged, manifest: "old" }, far: { ...staged, attempt: 0 } }) };
    expect(await plan(failed, { region: "us-east-1" }, histories)).toEqual({
      attempt: 2,
      machine: far,
      input: { run: { ...run, attempt: 2 }, staged: { ...staged, attempt: 0 } },
    });
    const later = { ...histories, "arn-1": verified({ near: staged, far: staged }) };
    const input = (await plan(failed, { region: "us-east-1" }, later))?.input;
    expect(input).toMatchObject({ staged: { attempt: 1, manifest: '"etag"' } });
  });

  it("of a region that was not staged is the main machine's, which fills it, and says so", async () => {
    const staged = { status: "staged", manifest: "m", error: "", cause: "" };
    const histories = { "arn-1": verified({ near: staged, far: { ...staged, status: "failed" } }) };
    for (const known of [histories, {}]) {
      const planned = await plan(failed, { region: "us-east-1" }, known);
      expect(planned).toMatchObject({ attempt: 2, machine: outputs.mainMachine, input: { run: "r", attempt: 2 } });
      expect(planned?.note).toContain("us-east-1 was not staged");
    }
  });

  it("is nothing where all, or all in that region, is done, unless it is forced", async () => {
    const done = { ...failed, main: [attempt(0, "FAILED"), attempt(1, "SUCCEEDED")] };
    expect(await plan(done)).toBeUndefined();
    expect(await plan(done, { region: "us-east-1" })).toBeUndefined();
    expect(await plan(failed, { region: "eu-west-1" })).toBeUndefined();
    expect(await plan(done, { force: true })).toMatchObject({ attempt: 2 });
  });

  it("is refused while an attempt runs, in whichever machine", async () => {
    const running = { ...failed, regions: { "eu-west-1": [attempt(1, "RUNNING")] } };
    for (const options of [{}, { force: true }, { region: "us-east-1" }]) {
      await expect(plan(running, options)).rejects.toMatchObject({ code: "cli.run_running", where: "arn-1" });
    }
  });

  it("is refused where the executions tell of no such run", async () => {
    const foreign = { ...failed, main: [attempt(0, "FAILED", {})] };
    await expect(plan(foreign)).rejects.toMatchObject({ code: "cli.not_a_run" });
  });
});
