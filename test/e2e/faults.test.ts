import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { engineMetadata } from "../../core/engine/engineMetadata.ts";
import { readings } from "../../datasets/readings.ts";
import { zipcodes } from "../../datasets/zipcodes.ts";
import { runningPipeline } from "./runningPipeline.ts";

const pipeline = runningPipeline();
const header = "zip_code,latitude,longitude,city,state,county\n";
const row = (number: number, latitude: string) => `${String(number).padStart(5, "0")},${latitude},2.5,Town,NY,\n`;
const lastMail = async () => (await pipeline.mails()).at(-1) ?? "";

const executions = async () => {
  const sfn = new SFNClient(pipeline.open.host.clientConfig(pipeline.near));
  const command = new ListExecutionsCommand({ stateMachineArn: pipeline.open.outputs.mainMachine });
  return (await sfn.send(command)).executions ?? [];
};

async function expectNothingVisible(run: string): Promise<void> {
  for (const region of [pipeline.near, pipeline.far]) {
    const { files } = await pipeline.lake(region, zipcodes);
    expect(files.filter((file) => file.startsWith(run))).toEqual([]);
  }
}

describe("a run that goes wrong", () => {
  it("fails where too many records are rejected, mails the share, and leaves nothing visible in either region", async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => row(index, index % 20 === 0 ? "north" : "1.5"));
    const run = await pipeline.land(zipcodes, "zipcodes-bad.csv", header + rows.join(""));
    expect(run).toMatchObject({ status: "FAILED", error: "verify.too_many_rejects" });
    expect(run.cause).toContain("60 of 1200 records (5.00 %) are rejected");
    await expectNothingVisible(run.run);
    expect(await lastMail()).toContain("Step: Verify\nError: verify.too_many_rejects\nCause: zipcodes-");
  });

  it("mails pipeline, step, error, cause, source object and execution where a step fails", async () => {
    const run = await pipeline.land(zipcodes, "zipcodes-header.csv", "zip_code,lat\n00501,40\n");
    expect(run.status).toBe("FAILED");
    const { mainMachine, landingBucket } = pipeline.open.outputs;
    const mail = await lastMail();
    for (const line of [
      "Pipeline: csv-lake",
      "Step: ConvertInline",
      `Error: ${run.error}`,
      `Cause: ${run.cause?.replace(/ \(mailed\)$/, "")}`,
      `Source: s3://${landingBucket}/zipcodes/zipcodes-header.csv (version `,
      `/details/${mainMachine.replace(":stateMachine:", ":execution:")}:${run.execution}`,
      `Resume: npx sluice retry ${run.run} --state `,
    ]) {
      expect(mail).toContain(line);
    }
    expect(run.error).toBe("file.unknown_column");
    expect(run.cause).toContain('"lat"');
  });

  it.each([
    ["near", "verify.corrupted"],
    ["far", "verify.corrupted"],
  ] as const)("fails where a staged file of the %s region was corrupted", async (role, code) => {
    const region = pipeline[role];
    const stop = pipeline.open.host.events.on((event) => {
      if (event.kind === "state.exited" && event.state.startsWith("Convert")) corruptOneStagedFile(region, event.name);
    });
    const run = await pipeline.land(zipcodes, `zipcodes-corrupt-${role}.csv`, header + row(1, "1.5"));
    stop();
    expect(run).toMatchObject({ status: "FAILED", error: code });
    expect(run.cause).toContain(`s3://${pipeline.open.outputs.lakes[region]}/staging/${run.run}/0/rows/0.parquet`);
    await expectNothingVisible(run.run);
    expect(await lastMail()).toContain("Step: Verify");
  });
});

/** Flips a byte of the staged file where S3 keeps it. */
function corruptOneStagedFile(region: string, execution: string): void {
  const run = execution.replace(/-\d+$/, "");
  const bucket = pipeline.open.outputs.lakes[region] ?? "";
  const file = join(pipeline.stateDir, region, "s3", bucket, "staging", run, "0", "rows", "0.parquet");
  const bytes = readFileSync(file);
  bytes[10] = (bytes[10] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}

describe("an event", () => {
  it("that comes again does nothing, and the trigger says so", async () => {
    const run = await pipeline.land(zipcodes, "zipcodes-twice.csv", header + row(7, "1.5"));
    const before = await executions();
    const { versionId, sequencer } = sourceOf(before.find(({ name }) => name === run.execution)?.executionArn ?? "");
    await sendAgain(run.key, versionId, sequencer);
    const told = await logged((line) => line.run === run.run && line.message === "duplicate");
    expect(told).toMatchObject({ level: "INFO", attempt: 0 });
    expect(await executions()).toHaveLength(before.length);
    const { rows } = await pipeline.lake(pipeline.far, zipcodes);
    expect(rows.filter((each) => each.zipCode === "00007")).toHaveLength(1);
  });

  it("of a key that no dataset claims starts nothing and is mailed with the prefixes that would do", async () => {
    const mail = await refusalOf("unheard/of file+.csv");
    expect(mail).toContain("Error: trigger.unknown_prefix");
    expect(mail).toContain('No dataset claims the object "unheard/of file+.csv"');
    expect(mail).toContain(`${readings.name}/`);
    const { landingBucket } = pipeline.open.outputs;
    expect(mail).toContain(`Source: s3://${landingBucket}/unheard/of file+.csv (version `);
  });

  it.each([
    [
      "inline",
      "readings",
      'engine.unfit\nCause: readings: The engine inline cannot write "odometer", a bigint; choose',
    ],
    ["duckdb", "strike_trends", "engine.unfit\nCause: strike_trends: The engine duckdb cannot run the transform"],
    ["hadoop", "readings", 'trigger.unknown_engine\nCause: readings/asks.csv: The object asks for the engine "hadoop"'],
  ])("that asks for %s, which cannot convert %s, starts nothing and is mailed", async (engine, dataset, told) => {
    expect(await refusalOf(`${dataset}/asks.csv`, { [engineMetadata]: engine })).toContain(`Error: ${told}`);
  });
});

/** Lands an object that starts no run, and answers the one mail that is sent. */
async function refusalOf(Key: string, Metadata: Record<string, string> = {}): Promise<string> {
  const before = await executions();
  const mails = (await pipeline.mails()).length;
  const { host, outputs } = pipeline.open;
  const s3 = new S3Client(host.clientConfig(pipeline.near));
  const sent = host.events.first((event) => event.kind === "mail.sent");
  await s3.send(new PutObjectCommand({ Bucket: outputs.landingBucket, Key, Body: "a\n1\n", Metadata }));
  await sent;
  expect(await pipeline.mails()).toHaveLength(mails + 1);
  expect(await executions()).toHaveLength(before.length);
  return lastMail();
}

/** The source of an execution, from the file that the host keeps of it. */
function sourceOf(executionArn: string): { versionId: string; sequencer: string } {
  const [machine = "", name = ""] = executionArn.split(":").slice(-2);
  const folder = join(pipeline.stateDir, pipeline.near, "states", machine);
  const file = readdirSync(folder).find((each) => each.startsWith(name)) ?? "";
  const [first = ""] = readFileSync(join(folder, file), "utf8").split("\n");
  return JSON.parse(JSON.parse(first).started.input).source;
}

async function sendAgain(key: string, versionId: string, sequencer: string): Promise<void> {
  const sqs = new SQSClient(pipeline.open.host.clientConfig(pipeline.near));
  const [queue = ""] = readdirSync(join(pipeline.stateDir, pipeline.near, "sqs")).filter(
    (name) => !name.includes("dead"),
  );
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  const size = (header + row(7, "1.5")).length;
  const s3 = { bucket: { name: pipeline.open.outputs.landingBucket }, object: { key, size, versionId, sequencer } };
  const MessageBody = JSON.stringify({
    Records: [{ eventName: "ObjectCreated:Put", eventTime: new Date().toISOString(), s3 }],
  });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

async function logged(wanted: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  for (;;) {
    const found = (await pipeline.log("csv-lake-trigger")).find(wanted);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
