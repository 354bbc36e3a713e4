import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import { manifest } from "../../../core/commit/Manifest.ts";
import { runId } from "../../../core/commit/runId.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { type ConvertJob, convert as convertBy } from "../../../jobs/staging/convert.ts";
import { runningHost } from "../../local/fixtures/runningHost.ts";
import { engines } from "../duckdb/support/engines.ts";

const contract: Contract = dataset("staged", {
  source: csv(),
  columns: { id: t.int(), day: t.date() },
  partitionBy: (c) => [c.day.year()],
});
const text = "id,day\n1,2023-05-01\n2,2024-05-01\nx,2024-05-01\n3,2024-04-01\n";

const converted = { status: "staged", attempt: 0, origin: "converted" };

const running = runningHost();
let near: S3Client;
let far: S3Client;
let bucket: string;
let workDir: string;
let uploads = 0;

beforeAll(async () => {
  near = new S3Client(running.host.clientConfig("eu-west-1"));
  far = new S3Client(running.host.clientConfig("eu-central-1"));
  bucket = String(running.graph.outputs.bucket);
  workDir = await mkdtemp(join(tmpdir(), "sluice-work-"));
});
afterAll(async () => {
  near.destroy();
  far.destroy();
  await rm(workDir, { recursive: true });
});

/** A job on an object that was put for it. */
async function jobOn(content: string): Promise<ConvertJob> {
  uploads += 1;
  const key = `staged/${uploads}.csv`;
  const { VersionId: versionId = "" } = await near.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }),
  );
  const source = { bucket, key, versionId, size: content.length, sequencer: "0A" };
  const run = runId({ dataset: contract.name, bucket, key, versionId, contract: contract.hash });
  const targets = [
    { region: "eu-west-1", bucket, s3: near },
    { region: "eu-central-1", bucket: "fixture-far", s3: far },
  ];
  const engine = { name: "duckdb", versions: { duckdb: "v1" }, code: null } as const;
  return { contract, source, run, attempt: 0, engine, targets, sourceS3: near, workDir };
}

async function bodyOf(s3: S3Client, Bucket: string, Key: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function keysUnder(s3: S3Client, Bucket: string, Prefix: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key = "" }) => Key).sort();
}

describe.each(Object.entries(engines))("the conversion of an object by the engine %s", (_, engine) => {
  const convert = (job: ConvertJob) => convertBy(job, engine);
  let job: ConvertJob;
  beforeEach(async () => {
    job = await jobOn(text);
  });

  test("stages the same files in each region, and a manifest that describes them", async () => {
    expect(await convert(job)).toEqual({
      regions: { "eu-west-1": converted, "eu-central-1": converted },
      ...{ read: 4, written: 3, rejected: 1, reasons: { invalid_integer: 1 }, duplicateKeys: 0 },
    });
    const prefix = layout.staging(job.run, 0);
    for (const { region, bucket: lake, s3 } of job.targets) {
      const key = layout.manifest(job.run, 0);
      const found = manifest.parse(JSON.parse((await bodyOf(s3, lake, key)).toString()));
      expect(found).toMatchObject({ run: job.run, attempt: 0, region, contract: contract.hash, read: 4, written: 3 });
      expect(found).toMatchObject({ engine: job.engine, source: { bytes: text.length }, filled: null });
      expect(Date.parse(found.startedAt)).toBeLessThanOrEqual(Date.parse(found.endedAt));
      expect(found.files.map((file) => [file.key, file.rows])).toEqual([
        [`${prefix}rows/year=2023/0.parquet`, 1],
        [`${prefix}rows/year=2024/0.parquet`, 2],
        [`${prefix}rejects/0.parquet`, 1],
      ]);
      for (const file of found.files) {
        const body = await bodyOf(s3, lake, file.key);
        expect(file).toMatchObject({ bytes: body.length, sha256: createHash("sha256").update(body).digest("base64") });
      }
      expect(await keysUnder(s3, lake, prefix)).toEqual([...found.files.map((file) => file.key), key].sort());
    }
  });

  test("reads the very version of the run, though a newer one is there", async () => {
    await near.send(new PutObjectCommand({ Bucket: bucket, Key: job.source.key, Body: "id,day\n" }));
    expect(await convert(job)).toMatchObject({ read: 4 });
  });

  test("stages nothing but a manifest where there are no records", async () => {
    const empty = await jobOn("id,day\n");
    expect(await convert(empty)).toMatchObject({ read: 0, written: 0, rejected: 0, reasons: {} });
    const key = layout.manifest(empty.run, 0);
    expect(await keysUnder(far, "fixture-far", layout.staging(empty.run, 0))).toEqual([key]);
    expect(JSON.parse((await bodyOf(far, "fixture-far", key)).toString()).files).toEqual([]);
  });

  test("reports a region that cannot be written, and stages the other", async () => {
    const [first, second] = job.targets;
    if (first === undefined || second === undefined) throw new Error("two targets are needed");
    const result = await convert({ ...job, targets: [first, { ...second, bucket: "no-such-bucket" }] });
    expect(result.regions).toEqual({
      "eu-west-1": converted,
      "eu-central-1": { status: "failed", error: "NoSuchBucket", cause: expect.any(String) },
    });
  });

  test("does a finished attempt not again: the source is not even read", async () => {
    const first = await convert(job);
    const sourceS3 = new S3Client({ ...running.host.clientConfig("eu-west-1"), endpoint: "http://127.0.0.1:1" });
    const reused = { status: "staged", attempt: 0, origin: "reused" };
    expect(await convert({ ...job, sourceS3 })).toEqual({
      ...first,
      regions: { "eu-west-1": reused, "eu-central-1": reused },
    });
  });

  test("fails where the run is of another contract", async () => {
    const other: Contract = dataset("staged", { source: csv(), columns: { id: t.bigint(), day: t.date() } });
    await expect(convert({ ...job, contract: other })).rejects.toMatchObject({ code: "convert.contract_changed" });
  });

  test("fails where the header does not fit, and stages nothing", async () => {
    const wrong = await jobOn("id,date\n1,2024-01-01\n");
    await expect(convert(wrong)).rejects.toMatchObject({ code: "file.unknown_column" });
    expect(await keysUnder(near, bucket, layout.staging(wrong.run, 0))).toEqual([]);
  });

  test("leaves nothing in its working folder, after an error neither", async () => {
    await convert(job);
    await convert(await jobOn("nothing\n")).catch(() => {});
    expect(await readdir(workDir)).toEqual([]);
  });
});
