import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trafficRaw } from "../../../datasets/trafficRaw.ts";
import type { Graph } from "../../../local/program/Graph.ts";
import type { TrafficInput } from "../../../stacks/traffic/flow.ts";
import { changedGraph } from "./support/changedGraph.ts";
import { expectRows } from "./support/expectRows.ts";
import type { TrafficClient } from "./support/TrafficClient.ts";
import { type TrafficHost, trafficHost } from "./support/trafficHost.ts";

const limit = 600_000;
const header = trafficRaw.columns.map(({ key }) => key).join(",");
const march = { year: 2024, month: 3, day: 12 };

let traffic: TrafficHost;
let client: TrafficClient;
let published: Awaited<ReturnType<TrafficClient["files"]>>;
beforeAll(async () => {
  traffic = await trafficHost();
  client = traffic.client;
  await client.deliver("2024-03-12", 1);
  expect(await client.run(march)).toMatchObject({ status: "SUCCEEDED" });
  expectRows(await client.rows(), client.modelRows("2024-03-12"));
  published = await client.files();
}, limit);
afterAll(async () => await traffic[Symbol.asyncDispose]());

/** Runs what is to fail: gives the one mail that it is told of in. */
async function mailOfFailure(by: TrafficClient, input: TrafficInput, error: string): Promise<string> {
  const failed = await by.run(input);
  expect(failed).toMatchObject({ status: "FAILED", error });
  const mails = (await by.mails()).filter((mail) => mail.includes(failed.name));
  expect(mails).toHaveLength(1);
  return mails[0] ?? "";
}

describe("a repartition that cannot be", () => {
  it(
    "of a day without raw files fails by name, and of a range with such a day as a whole",
    async () => {
      const mail = await mailOfFailure(client, { year: 2024, month: 3, day: 20 }, "traffic.no_raw_data");
      expect(mail).toMatch(/^Step: PlanDays$/m);
      expect(mail).toMatch(/^Error: traffic\.no_raw_data$/m);
      expect(mail).toContain("2024-03-20");
      const range = { from: "2024-03-12", to: "2024-03-14" };
      expect(await mailOfFailure(client, range, "traffic.no_raw_data")).toContain("2024-03-14");
      expect(await client.files()).toEqual(published);
    },
    limit,
  );

  it(
    "of a day that is not over fails by name",
    async () => {
      const tomorrow = new Date(Date.now() + 36 * 3_600_000);
      const [year, month, day] = [tomorrow.getUTCFullYear(), tomorrow.getUTCMonth() + 1, tomorrow.getUTCDate()];
      const mail = await mailOfFailure(client, { year, month, day }, "traffic.day_not_over");
      expect(mail).toMatch(/^Step: PlanDays$/m);
      expect(await client.files()).toEqual(published);
    },
    limit,
  );

  it(
    "of no days, or of half a range, fails by name",
    async () => {
      await mailOfFailure(client, { from: "2024-03-12" }, "traffic.bad_range");
      await mailOfFailure(client, { year: 2024, month: 2, day: 30 }, "traffic.bad_range");
      expect(await client.files()).toEqual(published);
    },
    limit,
  );

  it(
    "of a file whose points have become names fails by name, and goes well once it is gone",
    async () => {
      const lines = [1, 2, 3].map((lane) => `lane-${lane},2024-03-12T10:00:00.000Z,88,1.5,1,0,0,0`);
      const Key = await client.deliverText("drifted", "2024-03-12T10:00:00Z", [header, ...lines].join("\n"));
      const mail = await mailOfFailure(client, march, "traffic.schema_drift");
      expect(mail).toMatch(/^Step: PlanDays$/m);
      expect(mail).toContain("uniqueId is string, not bigint");
      expect(await client.files()).toEqual(published);
      await client.s3.send(new DeleteObjectCommand({ Bucket: client.pipeline.rawBucket, Key }));
      expect(await client.run(march)).toMatchObject({ status: "SUCCEEDED" });
      expectRows(await client.rows(), client.modelRows("2024-03-12"));
    },
    limit,
  );

  it.each([
    ["after", "2024-03-13T10"],
    ["before", "2024-03-11T10"],
  ])(
    "that reads an hour %s the day whose file lacks a column that others have fails by name of both, until it is gone",
    async (_, hour) => {
      const lines = [1, 2, 3].map((lane) => `${lane},2024-03-12T10:00:00.000Z,88.5,1,0,0,0`);
      const text = [header.replace(",bezettingsgraad", ""), ...lines].join("\n");
      const Key = await client.deliverText("narrow", `${hour}:00:00Z`, text);
      const before = await client.files();
      const mail = await mailOfFailure(client, march, "traffic.schema_drift");
      expect(mail).toMatch(/^Step: PlanDays$/m);
      expect(mail).toContain(`those of ${hour}Z lack bezettingsgraad`);
      expect(await client.files()).toEqual(before);
      expectRows(await client.rows(), client.modelRows("2024-03-12"));
      await client.s3.send(new DeleteObjectCommand({ Bucket: client.pipeline.rawBucket, Key }));
      expect(await client.run(march)).toMatchObject({ status: "SUCCEEDED" });
      expectRows(await client.rows(), client.modelRows("2024-03-12"));
    },
    limit,
  );

  it(
    "of files that all lack a column fails by name",
    async () => {
      await using other = await trafficHost();
      const lines = [1, 2, 3].map((lane) => `${lane},2024-03-12T10:00:00.000Z,88,1,0,0,0`);
      const text = [header.replace(",bezettingsgraad", ""), ...lines].join("\n");
      await other.client.deliverText("drifted", "2024-03-12T10:00:00Z", text);
      const mail = await mailOfFailure(other.client, march, "traffic.schema_drift");
      expect(mail).toContain("bezettingsgraad is missing");
      expect(await other.client.files()).toEqual([]);
    },
    limit,
  );
});

describe("a crawler", () => {
  it(
    "that fails is told of by what it says",
    async () => {
      await using broken = await trafficHost(withoutBucket);
      const mail = await mailOfFailure(broken.client, march, "Crawler.FAILED");
      expect(mail).toMatch(/^Step: StartRawCrawler$/m);
      expect(mail).toMatch(/^Cause: The specified bucket does not exist$/m);
    },
    limit,
  );

  it(
    "that is never free is given up after its longest time",
    async () => {
      await using hurried = await trafficHost(withLongestCrawl);
      const answer = { error: { code: "CrawlerRunningException", status: 400 } };
      hurried.host.faults.add({ service: "glue", action: "glue:StartCrawler", answer });
      const mail = await mailOfFailure(hurried.client, march, "Glue.CrawlerRunningException");
      expect(mail).toMatch(/^Step: StartRawCrawler$/m);
    },
    limit,
  );
});

/** Crawlers look into a bucket that is not there. */
function withoutBucket(graph: Graph): Graph {
  return changedGraph(graph, "aws:glue/crawler:Crawler", (inputs) =>
    Array.isArray(inputs.s3Targets) ? { ...inputs, s3Targets: [{ path: "s3://nowhere/traffic_raw/" }] } : inputs,
  );
}

/** A crawl may take a second in place of an hour. */
function withLongestCrawl(graph: Graph): Graph {
  return changedGraph(graph, "aws:sfn/stateMachine:StateMachine", ({ definition, ...inputs }) => ({
    ...inputs,
    definition: String(definition).replaceAll("> 3600000", "> 1000"),
  }));
}
