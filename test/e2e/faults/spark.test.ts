import { BatchStopJobRunCommand, GlueClient, StartJobRunCommand } from "@aws-sdk/client-glue";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { setUpSpark } from "../../../local/python/setUpSpark.ts";
import type { HostEvent } from "../../../local/services/kernel/HostEvent.ts";
import { expectFaultless } from "./support/expectFaultless.ts";
import { files } from "./support/files.ts";
import { loadedProgram } from "./support/loadedProgram.ts";
import { type Landed, Pipeline } from "./support/Pipeline.ts";

let pipeline: Pipeline;
let glue: GlueClient;
beforeAll(async () => {
  await setUpSpark((line) => console.info(line));
  pipeline = await Pipeline.start(await loadedProgram());
  glue = new GlueClient(pipeline.target.clientConfig(pipeline.near));
}, 900_000);
afterEach(() => pipeline.host.faults.clear());
afterAll(async () => {
  glue?.destroy();
  await pipeline?.[Symbol.asyncDispose]();
});

const time = { timeout: 600_000 };
const land = (name: string) => pipeline.land(birdstrikes, `${name}.csv`, files.birdstrikes(name), "spark");

type Started = Extract<HostEvent, { kind: "job.started" }>;

/** The job run that is started next. */
async function nextJob(): Promise<Started> {
  return (await pipeline.host.events.first(({ kind }) => kind === "job.started")) as Started;
}

/** Nothing but what lies in staging is of the run; the mail names the step and the resume command. */
async function expectFailed(landed: Landed, mails: number, ...words: string[]): Promise<void> {
  expect(await pipeline.end(landed)).toMatchObject({ status: "FAILED" });
  const mail = pipeline.mails(mails).find((each) => each.includes(landed.run)) ?? "";
  for (const word of ["Step: ConvertSpark", `sluice retry ${landed.run}`, ...words]) expect(mail).toContain(word);
  const others = new Set([...pipeline.landed.keys()].filter((key) => key !== landed.key));
  await expectFaultless(pipeline, others);
}

async function retryAll(landed: Landed): Promise<void> {
  expect(await pipeline.retry(landed)).toMatchObject({ status: "SUCCEEDED" });
  await expectFaultless(pipeline);
}

describe("a Spark job", () => {
  it("that is killed as it writes leaves nothing that can be seen, and a retry publishes", time, async () => {
    const before = pipeline.events.length;
    const isWrite = (event: HostEvent) =>
      event.kind === "call" && event.call.action === "s3:PutObject" && event.call.resource.endsWith(".parquet");
    const [started, written] = [nextJob(), pipeline.host.events.first(isWrite)];
    const landed = await land("killed");
    const { job, run } = await started;
    await written;
    await glue.send(new BatchStopJobRunCommand({ JobName: job, JobRunIds: [run] }));
    await expectFailed(landed, before);
    await retryAll(landed);
  });

  it("whose plan is corrupt says so, and a retry publishes once the plan is whole", time, async () => {
    const before = pipeline.events.length;
    const first = nextJob();
    const good = await land("whole");
    const plan = (await first).arguments["--plan"] ?? "";
    expect(await pipeline.end(good)).toMatchObject({ status: "SUCCEEDED" });
    const [, Bucket = "", Key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(plan) ?? [];
    const s3 = new S3Client(pipeline.target.clientConfig(pipeline.near));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const whole = (await Body?.transformToString()) ?? "";
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: whole.slice(0, 1000) }));
    const landed = await land("corrupt");
    await expectFailed(landed, before, "convert.corrupt_plan");
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: whole }));
    s3.destroy();
    await retryAll(landed);
  });

  it(
    "whose files one region refuses stages the other, from which a retry fills it without another job",
    time,
    async () => {
      const [near, far] = [pipeline.near, pipeline.far];
      pipeline.host.faults.add({ action: "s3:PutObject", resource: "*/staging/*", answer: "unavailable", region: far });
      const before = pipeline.events.length;
      const landed = await land("refused");
      expect(await pipeline.end(landed)).toMatchObject({ status: "FAILED" });
      const machine = pipeline.target.outputs.regionMachines?.[near];
      expect(await pipeline.end(landed, 0, machine)).toMatchObject({ status: "SUCCEEDED" });
      const mail = pipeline.mails(before).find((each) => each.includes(landed.run)) ?? "";
      for (const word of [far, `sluice retry ${landed.run}`]) expect(mail).toContain(word);

      pipeline.host.faults.clear();
      const jobs = () => pipeline.events.filter(({ kind }) => kind === "job.started").length;
      const started = jobs();
      expect(await pipeline.retry(landed, far)).toMatchObject({ status: "SUCCEEDED" });
      expect(jobs()).toBe(started);
      await expectFaultless(pipeline);
    },
  );

  it("that runs twice on one file, at the same time, publishes its rows once", time, async () => {
    const started = nextJob();
    const landed = await land("twice");
    const { job, arguments: given } = await started;
    const ended = pipeline.host.events.first((event) => event.kind === "job.ended");
    const { JobRunId } = await glue.send(new StartJobRunCommand({ JobName: job, Arguments: { ...given } }));
    expect(JobRunId).toBeDefined();
    await ended;
    const { status } = await pipeline.end(landed);
    const isSecond = (event: HostEvent) => event.kind === "job.ended" && event.run === JobRunId;
    if (!pipeline.events.some(isSecond)) await pipeline.host.events.first(isSecond);
    if (status !== "SUCCEEDED") await retryAll(landed);
    await expectFaultless(pipeline);
  });
});
