import { setTimeout } from "node:timers/promises";
import * as sfn from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import type { HostEvent } from "../../../../local/services/kernel/HostEvent.ts";
import { runningHost } from "../../fixtures/runningHost.ts";
import { JobRuns, jobs, plainPython, region } from "../glue/jobs/jobRuns.ts";

const running = runningHost(jobs, undefined, plainPython);
const runs = new JobRuns(running);
const client = () => new sfn.SFNClient(running.host.clientConfig(region));

type Ended = Extract<HostEvent, { kind: "execution.ended" }>;

async function start(arn: string, job: string, given: Record<string, string> = {}): Promise<string> {
  const input = JSON.stringify({ job, arguments: given });
  const stateMachineArn = String(running.graph.outputs[arn]);
  const { executionArn } = await client().send(new sfn.StartExecutionCommand({ stateMachineArn, input }));
  return executionArn ?? "";
}

async function finish(arn: string, job: string, given?: Record<string, string>): Promise<Ended> {
  const ended: Ended[] = [];
  const off = running.host.events.on((event) => event.kind === "execution.ended" && ended.push(event));
  const execution = await start(arn, job, given);
  const found = () => ended.find((event) => event.execution === execution);
  while (found() === undefined) await setTimeout(20);
  off();
  return found() as Ended;
}

async function submitted(executionArn: string): Promise<{ JobName: string; JobRunId: string }> {
  for (;;) {
    const { events = [] } = await client().send(new sfn.GetExecutionHistoryCommand({ executionArn }));
    const found = events.find(({ type }) => type === "TaskSubmitted")?.taskSubmittedEventDetails?.output;
    if (found !== undefined) return JSON.parse(found);
    await setTimeout(20);
  }
}

describe("glue:startJobRun.sync", () => {
  it("waits for the run's end, which it answers with as Step Functions writes it", async () => {
    const { status, output, execution } = await finish("syncArn", "single", { "--seconds": "0.2" });
    expect(status).toBe("SUCCEEDED");
    const run: Record<string, unknown> = JSON.parse(output ?? "");
    const { JobRunId } = await submitted(execution);
    expect(run).toMatchObject({
      Id: JobRunId,
      JobName: "single",
      JobRunState: "SUCCEEDED",
      Arguments: { "--seconds": "0.2" },
      PredecessorRuns: [],
    });
    expect(Object.keys(run)).toEqual(Object.keys(run).toSorted());
    const stored = await runs.run("single", JobRunId);
    expect(run.StartedOn).toBe(stored.StartedOn?.getTime());
    expect(run.CompletedOn).toBe(stored.CompletedOn?.getTime());
  });

  it("fails with the run as its cause where the run fails", async () => {
    const { status, error, cause } = await finish("syncArn", "single", { "--how": "raise" });
    expect([status, error]).toEqual(["FAILED", "States.TaskFailed"]);
    expect(JSON.parse(cause ?? "")).toMatchObject({
      JobRunState: "FAILED",
      ErrorMessage: expect.stringContaining("ValueError: no such line"),
    });
  });

  it("fails by Glue's own error where the run is refused", async () => {
    const first = await start("syncArn", "single", { "--seconds": "600" });
    await submitted(first);
    const { error, cause } = await finish("syncArn", "single");
    expect(error).toBe("Glue.ConcurrentRunsExceededException");
    expect(cause).toMatch(/^Concurrent runs exceeded for single \(Service: Glue, Status Code: 400, Request ID: /);
    await client().send(new sfn.StopExecutionCommand({ executionArn: first }));
    expect(await finish("syncArn", "none")).toMatchObject({ error: "Glue.EntityNotFoundException" });
  });

  it("stops the run where the execution is stopped", async () => {
    const executionArn = await start("syncArn", "queued", { "--seconds": "600" });
    const { JobName, JobRunId } = await submitted(executionArn);
    const ended = runs.ended(JobRunId);
    await client().send(new sfn.StopExecutionCommand({ executionArn }));
    expect(await ended).toMatchObject({ state: "STOPPED" });
    expect(await runs.run(JobName, JobRunId)).toMatchObject({ JobRunState: "STOPPED" });
  });

  it("rides out a question that is answered by a fault", async () => {
    running.host.faults.add({ action: "glue:GetJobRun", times: 3, answer: "throttle" });
    expect(await finish("syncArn", "plain")).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("glue:startJobRun", () => {
  it("answers with the run's id, and goes on", async () => {
    const { status, output } = await finish("asyncArn", "plain", { "--seconds": "600" });
    expect(status).toBe("SUCCEEDED");
    const { JobName, JobRunId } = JSON.parse(output ?? "");
    expect(JobName).toBe("plain");
    const ended = runs.ended(JobRunId);
    await runs.stop(JobName, JobRunId);
    expect(await ended).toMatchObject({ state: "STOPPED" });
  });
});
