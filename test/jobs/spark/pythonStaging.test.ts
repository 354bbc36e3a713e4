import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../../core/commit/Manifest.ts";
import { stagingDifference } from "../../../core/commit/stagingDifference.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { sparkPlan } from "../../../core/emit/spark/sparkPlan.ts";
import { fetchFiles } from "../../../jobs/staging/fetchFiles.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";
import { type JobRuns, runJobs } from "./support/runJobs.ts";

const contract: Contract = dataset("staged", {
  source: csv(),
  columns: { id: t.int(), day: t.date() },
  partitionBy: (c) => [c.day.year()],
});
const text = "id,day\n1,2023-05-01\n2,2024-05-01\nx,2024-05-01\n3,2024-04-01\n";

const running = runningHost();
let near: S3Client;
let far: S3Client;
let bucket: string;
let folder: string;
let runs: JobRuns;

const names = [
  "both regions",
  "a region that is gone",
  "no region",
  "a plan that is none",
  "a strange header",
  "no source",
] as const;
const runOf = (name: (typeof names)[number]) => `staged-${names.indexOf(name)}`;
const outcomeOf = (name: (typeof names)[number]) => runs.outcomes[names.indexOf(name)];

beforeAll(async () => {
  near = new S3Client(running.host.clientConfig("eu-west-1"));
  far = new S3Client(running.host.clientConfig("eu-central-1"));
  bucket = String(running.graph.outputs.bucket);
  folder = await mkdtemp(join(tmpdir(), "sluice-spark-"));
  runs = await runJobs(await givenRuns(), { ...environment(), TMPDIR: folder });
}, 600_000);
afterAll(async () => {
  near.destroy();
  far.destroy();
  await rm(folder, { recursive: true, force: true });
});

async function put(Key: string, Body: string): Promise<string> {
  const { VersionId = "" } = await near.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  return VersionId;
}

/** The job is to read the version that it is told, and not the one that came after it. */
async function givenRuns(): Promise<Record<string, string>[]> {
  const version = await put("staged/a.csv", text);
  await put("staged/a.csv", "id,day\n9,2020-01-01\n");
  await put("staged/strange.csv", "id,day,more\n1,2023-05-01,2\n");
  await put("plans/staged.json", JSON.stringify(sparkPlan(contract)));
  const broken = join(folder, "broken.json");
  await writeFile(broken, '{ "version": 1 }');
  const lakes = [
    { region: "eu-west-1", bucket },
    { region: "eu-central-1", bucket: "fixture-far" },
  ];
  const gone = lakes.map((lake) => ({ ...lake, bucket: "gone" }));
  const given = (name: (typeof names)[number], other: Record<string, string> = {}) => ({
    plan: `s3://${bucket}/plans/staged.json`,
    source: `s3://${bucket}/staged/a.csv`,
    source_version: version,
    source_key: "staged/a.csv",
    run: runOf(name),
    attempt: "2",
    code: "some-code",
    targets: JSON.stringify(lakes),
    JOB_NAME: "ignored",
    ...other,
  });
  return [
    given("both regions"),
    given("a region that is gone", { targets: JSON.stringify([lakes[0], gone[1]]) }),
    given("no region", { targets: JSON.stringify(gone) }),
    given("a plan that is none", { plan: broken }),
    given("a strange header", { source: `s3://${bucket}/staged/strange.csv`, source_version: "" }),
    given("no source", { source: `s3://${bucket}/staged/none.csv`, source_version: "" }),
  ];
}

function environment(): Record<string, string> {
  const { endpoint, credentials } = running.host.clientConfig("eu-west-1");
  return {
    AWS_ENDPOINT_URL: String(endpoint),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: "eu-west-1",
  };
}

async function manifestIn(s3: S3Client, Bucket: string, run: string): Promise<Manifest> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: layout.manifest(run, 2) }));
  return manifest.parse(JSON.parse(String(await Body?.transformToString())));
}

async function keysOf(s3: S3Client, Bucket: string, run: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: layout.stagingOfRun(run) }));
  return Contents.map(({ Key = "" }) => Key).sort();
}

describe("the Spark job on an object of S3", () => {
  test("stages the version that it is told, in each region, as manifests describe", async () => {
    expect(outcomeOf("both regions")).toBeNull();
    const run = runOf("both regions");
    const [one, other] = [await manifestIn(near, bucket, run), await manifestIn(far, "fixture-far", run)];
    expect(stagingDifference(one, other)).toBeUndefined();
    expect(one).toMatchObject({
      ...{ run, attempt: 2, region: "eu-west-1", contract: contract.hash, filled: null },
      ...{ read: 4, written: 3, rejected: 1, reasons: { invalid_integer: 1 }, duplicateKeys: 0 },
      engine: { name: "spark", versions: { spark: "3.5.6" }, code: "some-code" },
      source: { bytes: text.length },
    });
    expect(one.files.map(({ key, rows, place }) => [key, rows, place.part])).toEqual([
      [`staging/${run}/2/rows/year=2023/0.parquet`, 1, 0],
      [`staging/${run}/2/rows/year=2024/0.parquet`, 2, 0],
      [`staging/${run}/2/rejects/0.parquet`, 1, 0],
    ]);
    for (const [s3, name, found] of [
      [near, bucket, one],
      [far, "fixture-far", other],
    ] as const) {
      const keys = [...found.files.map(({ key }) => key), layout.manifest(run, 2)].sort();
      expect(await keysOf(s3, name, run)).toEqual(keys);
      await fetchFiles({ s3, bucket: name }, found, join(folder, name));
    }
  });

  test("holds back no region for one that cannot be written, and tells which that is", async () => {
    expect(outcomeOf("a region that is gone")).toBeNull();
    const run = runOf("a region that is gone");
    expect((await manifestIn(near, bucket, run)).written).toBe(3);
    const last = runs.log.findLast((line) => line.run === run);
    expect(last).toMatchObject({ message: "converted", read: 4, written: 3, rejected: 1, attempt: 2 });
    expect(last?.failed).toEqual({ "eu-central-1": expect.stringContaining("NoSuchBucket") });
  });

  test.each([
    ["no region", "convert.no_region_staged", "NoSuchBucket"],
    ["a plan that is none", "convert.corrupt_plan", "broken.json"],
    ["a strange header", "file.unknown_column", '"more"'],
    ["no source", "convert.no_source", "staged/none.csv"],
  ] as const)("with %s ends as %s, and leaves no manifest", async (name, code, what) => {
    expect(outcomeOf(name)).toMatchObject({ code, text: expect.stringContaining(what) });
    expect(await keysOf(near, bucket, runOf(name))).toEqual([]);
  });
});
