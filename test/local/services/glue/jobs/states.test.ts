import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as glue from "@aws-sdk/client-glue";
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import type { HostEvent } from "../../../../../local/services/kernel/HostEvent.ts";
import { runningHost } from "../../../fixtures/runningHost.ts";
import { MovableClock } from "../../../states/MovableClock.ts";
import { isAlive } from "./isAlive.ts";
import { JobRuns, jobs, plainPython, region } from "./jobRuns.ts";

const clock = new MovableClock();
const running = runningHost(jobs, clock, plainPython);
const runs = new JobRuns(running);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(20);
}

const outputOf = (id: string) =>
  runs
    .log(id, "output")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Record<string, unknown> => JSON.parse(line));

describe("a run of a local Glue job", () => {
  it("is told arguments as Glue tells them: the job's own, then the run's, and none that are Glue's", async () => {
    const run = await runs.finish("plain", { Arguments: { "--colour": "blue", "--fixed": "no", "--note": "a b" } });
    expect(run).toMatchObject({ JobRunState: "SUCCEEDED", Attempt: 0, Arguments: { "--colour": "blue" } });
    const id = run.Id ?? "";
    expect(outputOf(id)[0]).toEqual({
      arguments: [
        ...["--JOB_NAME", "plain", "--JOB_RUN_ID", id, "--TempDir", "s3://code/tmp/"],
        ...["--colour", "blue", "--fixed", "yes", "--note", "a b"],
      ],
      helper: "from a zip",
      folder: ["settings.json"],
    });
  });

  it("has the shape of Glue's", async () => {
    const { Id, StartedOn, CompletedOn, LastModifiedOn, ...run } = await runs.finish("single");
    expect(Id).toMatch(/^jr_[0-9a-f]{64}$/);
    expect([StartedOn, CompletedOn, LastModifiedOn]).toEqual([clock.now(), clock.now(), clock.now()]);
    expect(run).toEqual({
      Attempt: 0,
      JobName: "single",
      JobRunQueuingEnabled: false,
      JobRunState: "SUCCEEDED",
      Arguments: {},
      PredecessorRuns: [],
      AllocatedCapacity: 2,
      ExecutionTime: expect.any(Number),
      Timeout: 5,
      MaxCapacity: 2,
      WorkerType: "G.1X",
      NumberOfWorkers: 2,
      LogGroupName: "/aws-glue/jobs",
      GlueVersion: "5.1",
      ExecutionClass: "STANDARD",
    });
  });

  it("calls AWS in its role, through the host, and finds no configuration of whoever runs it", async () => {
    const { Id = "" } = await runs.finish("single");
    const [, environment, configuration] = outputOf(Id);
    expect(environment).toMatchObject({
      AWS_ENDPOINT_URL: running.host.endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA/),
    });
    expect(configuration).toEqual({ configuration: "" });
  });

  it("tells its lines as they are written, those of its output and those of its log", async () => {
    const told: HostEvent[] = [];
    const off = running.host.events.on((event) => event.kind.startsWith("job.") && told.push(event));
    const { Id = "" } = await runs.finish("plain");
    off();
    const lines = told.flatMap((event) =>
      event.kind === "job.logged" ? event.lines.map((line) => [event.stream, line]) : [],
    );
    expect(lines).toContainEqual(["error", "to the log"]);
    expect(lines).toContainEqual(["output", "done, without a line end"]);
    expect(lines).toContainEqual(["error", "--additional-python-modules is not honoured by the local Glue."]);
    expect(told.map(({ kind }) => kind)).toEqual([
      "job.started",
      ...lines.map(() => expect.any(String)).slice(0, told.length - 2),
      "job.ended",
    ]);
    expect(told.at(-1)).toMatchObject({ kind: "job.ended", job: "plain", run: Id, state: "SUCCEEDED" });
    expect(runs.log(Id, "error")).toContain("to the log\n");
  });

  it.each([
    ["raise", /^Error Category: UNCLASSIFIED_ERROR; Failed Line Number: 28; ValueError: no such line: ü$/],
    ["exit", /^Error Category: UNCLASSIFIED_ERROR; Failed Line Number: 30; SystemExit: 3$/],
    ["die", /^Command failed with exit code of signal SIGABRT$/],
  ])("that ends by %s has failed, with a message as Glue words it", async (how, message) => {
    const run = await runs.finish("plain", { Arguments: { "--how": how } });
    expect(run).toMatchObject({ JobRunState: "FAILED", ErrorMessage: expect.stringMatching(message) });
    if (how === "raise") expect(runs.log(run.Id ?? "", "error")).toContain("Traceback (most recent call last)");
  });

  it.each([
    ["absent", "Error downloading from S3 for bucket: code, key: jobs/absent.py.The specified key does not exist."],
    [
      "nowhere",
      "Error downloading from S3 for bucket: no-such-bucket, key: job.py.The specified bucket does not exist.",
    ],
  ])("whose script is %s has failed at its launch", async (job, message) => {
    expect(await runs.finish(job)).toMatchObject({ JobRunState: "FAILED", ErrorMessage: `LAUNCH ERROR | ${message}` });
  });

  it("that is stopped ends with all that it has started", async () => {
    const id = await runs.start("plain", { Arguments: { "--how": "tree" } });
    await until(async () => (await runs.run("plain", id)).JobRunState === "RUNNING");
    await until(() => runs.log(id, "output").includes("pids"));
    const pids = /pids (\d+) (\d+)/.exec(runs.log(id, "output"))?.slice(1).map(Number) ?? [];
    expect(pids.map(isAlive)).toEqual([true, true]);
    const ended = runs.ended(id);
    expect(await runs.stop("plain", id, "jr_unknown")).toMatchObject({
      SuccessfulSubmissions: [{ JobName: "plain", JobRunId: id }],
      Errors: [{ JobRunId: "jr_unknown", ErrorDetail: { ErrorCode: "EntityNotFoundException" } }],
    });
    expect((await runs.run("plain", id)).JobRunState).toBe("STOPPING");
    expect(await ended).toMatchObject({ state: "STOPPED", error: undefined });
    await until(() => !pids.some(isAlive));
    expect(await runs.run("plain", id)).toMatchObject({ JobRunState: "STOPPED", CompletedOn: clock.now() });
    const { Errors } = await runs.stop("plain", id);
    expect(Errors?.[0]?.ErrorDetail?.ErrorCode).toBe("JobRunInvalidStateTransitionException");
  });

  it("is killed when its time is over", async () => {
    const id = await runs.start("plain", { Arguments: { "--seconds": "600" }, Timeout: 2 });
    await until(async () => (await runs.run("plain", id)).JobRunState === "RUNNING");
    await clock.advance(119_000);
    expect((await runs.run("plain", id)).JobRunState).toBe("RUNNING");
    const ended = runs.ended(id);
    await clock.advance(1000);
    expect(await ended).toMatchObject({ state: "TIMEOUT" });
    expect(await runs.run("plain", id)).toMatchObject({ JobRunState: "TIMEOUT", Timeout: 2 });
  });

  it("that fails is tried again as often as its job says, as a run of its own", async () => {
    const { Id: id = "" } = await runs.finish("retried", { Arguments: { "--how": "exit" } });
    await until(async () => (await runs.run("retried", `${id}_attempt_1`)).JobRunState === "FAILED");
    expect(await runs.run("retried", `${id}_attempt_1`)).toMatchObject({ Attempt: 1, PreviousRunId: id });
    await expect(runs.run("retried", `${id}_attempt_2`)).rejects.toMatchObject({ name: "EntityNotFoundException" });
  });

  it("leaves nothing of its folder", async () => {
    await runs.finish("single");
    expect(readdirSync(join(running.stateDir, region, "jobs", "single"))).toEqual([]);
  });
});

describe("a local Glue job", () => {
  it("refuses runs beyond the most at once", async () => {
    const id = await runs.start("single", { Arguments: { "--seconds": "600" } });
    await expect(runs.start("single")).rejects.toMatchObject({
      name: "ConcurrentRunsExceededException",
      message: "Concurrent runs exceeded for single",
    });
    const ended = runs.ended(id);
    await runs.stop("single", id);
    await ended;
    expect(await runs.finish("single")).toMatchObject({ JobRunState: "SUCCEEDED" });
  });

  it("lets them wait in their order where it queues, and forgets those that are stopped", async () => {
    const first = await runs.start("queued", { Arguments: { "--seconds": "600" } });
    const [second, third] = [
      await runs.start("queued"),
      await runs.start("queued", { Arguments: { "--how": "exit" } }),
    ];
    expect((await runs.run("queued", second)).JobRunState).toBe("WAITING");
    await runs.stop("queued", second);
    const ended = runs.ended(third);
    await runs.stop("queued", first);
    expect(await ended).toMatchObject({ state: "FAILED" });
    const { JobRuns: listed = [] } = await runs.client.send(new glue.GetJobRunsCommand({ JobName: "queued" }));
    expect(listed.map(({ Id, JobRunState }) => [Id, JobRunState])).toEqual([
      [third, "FAILED"],
      [second, "STOPPED"],
      [first, "STOPPED"],
    ]);
  });

  it("is described as the program declares it", async () => {
    const { Job } = await runs.client.send(new glue.GetJobCommand({ JobName: "plain" }));
    expect(Job).toMatchObject({
      Name: "plain",
      Command: { Name: "glueetl", ScriptLocation: "s3://code/jobs/plain.py", PythonVersion: "3" },
      ExecutionProperty: { MaxConcurrentRuns: 3 },
      NonOverridableArguments: { "--fixed": "yes" },
    });
    const { Jobs = [] } = await runs.client.send(new glue.GetJobsCommand({}));
    expect(Jobs.map(({ Name }) => Name)).toContain("spark");
  });

  it("is not there under another name", async () => {
    await expect(runs.start("none")).rejects.toMatchObject({
      name: "EntityNotFoundException",
      message: "Failed to start job run due to missing metadata",
    });
  });

  it("knows its runs in the next host, and those that the last left as failed", async () => {
    const done = await runs.finish("single");
    const id = await runs.start("single", { Arguments: { "--how": "tree" } });
    await until(() => runs.log(id, "output").includes("pids"));
    const pids = /pids (\d+) (\d+)/.exec(runs.log(id, "output"))?.slice(1).map(Number) ?? [];
    await running.restart();
    await until(() => !pids.some(isAlive));
    expect(await runs.run("single", done.Id ?? "")).toEqual(done);
    const message = "The local host stopped while the job ran, which on AWS would have gone on.";
    expect(await runs.run("single", id)).toMatchObject({ JobRunState: "FAILED", ErrorMessage: message });
    expect(await runs.finish("single")).toMatchObject({ JobRunState: "SUCCEEDED" });
  });
});

describe("an object of the program", () => {
  it("is in its bucket from the start, once, whatever is in it", async () => {
    const client = new S3Client(running.host.clientConfig(region));
    const found = await client.send(new GetObjectCommand({ Bucket: "code", Key: "jobs/settings.json" }));
    expect(found.Metadata).toEqual({ run: "none" });
    expect(await found.Body?.transformToString()).toBe('{"a":1}');
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: "code" }));
    expect(Versions.map(({ Key }) => Key)).toEqual(
      ["helper.zip", "plain.py", "settings.json", "spark.py"].map((name) => `jobs/${name}`),
    );
    const script = await client.send(new GetObjectCommand({ Bucket: "code", Key: "jobs/plain.py" }));
    expect(script.ContentType).toBe("text/x-python");
  });
});
