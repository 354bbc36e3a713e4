import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../../core/commit/Manifest.ts";
import { runId } from "../../../core/commit/runId.ts";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { convertFile } from "../../../jobs/inline/convertFile.ts";
import { listObjects } from "../../../jobs/s3/listObjects.ts";
import { putJson } from "../../../jobs/s3/putJson.ts";
import { readJson } from "../../../jobs/s3/readJson.ts";
import type { ConvertResult } from "../../../jobs/staging/ConvertResult.ts";
import { type ConvertJob, convert } from "../../../jobs/staging/convert.ts";
import type { Target } from "../../../jobs/staging/stage.ts";
import { landingBucket, runningLakes } from "../../lambdas/shared/runningLakes.ts";

const contract: Contract = dataset("staged", {
  source: csv(),
  columns: { id: t.int(), day: t.date() },
  partitionBy: (c) => [c.day.year()],
});
const text = "id,day\n1,2023-05-01\n2,2024-05-01\nx,2024-05-01\n";
const origins = ({ regions }: ConvertResult) =>
  Object.values(regions).map((each) => (each.status === "staged" ? `${each.origin} ${each.attempt}` : each.error));

const lakes = runningLakes();
let workDir: string;
let job: ConvertJob;
let conversions = 0;
let sources = 0;

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), "sluice-resume-"));
});
afterAll(() => rm(workDir, { recursive: true }));

beforeEach(async () => {
  const [bucket, key] = [landingBucket, `staged/${++sources}.csv`];
  const sourceS3 = lakes.near.s3;
  const put = await sourceS3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));
  const versionId = put.VersionId ?? "";
  job = {
    ...{ contract, attempt: 0, sourceS3, workDir, targets: [lakes.near, lakes.far] },
    run: runId({ dataset: contract.name, bucket, key, versionId, contract: contract.hash }),
    engine: { name: "inline", versions: {}, code: null },
    source: { bucket, key, versionId, size: text.length, sequencer: "0A" },
  };
  conversions = 0;
});

const retry = (attempt: number, targets: readonly Target[] = job.targets) =>
  convert({ ...job, attempt, targets }, async (file) => {
    conversions += 1;
    return convertFile(file);
  });

/** The region whose writes are refused, as if it were down. */
const down = (target: Target): Target => ({ ...target, bucket: "no-such-bucket" });

async function stagedIn(target: Target, attempt: number): Promise<Manifest> {
  const read = await readJson(target.s3, manifest, { ...target, key: layout.manifest(job.run, attempt) });
  if (read === undefined) throw new Error(`nothing is staged in ${target.region}`);
  return read.value;
}

async function bodies(target: Target, { files }: Manifest): Promise<Buffer[]> {
  const get = ({ key: Key }: Manifest["files"][number]) =>
    target.s3.send(new GetObjectCommand({ Bucket: target.bucket, Key }));
  const got = await Promise.all(files.map(get));
  return Promise.all(got.map(async ({ Body }) => Buffer.from((await Body?.transformToByteArray()) ?? [])));
}

async function damage(target: Target, attempt: number): Promise<void> {
  const [file] = (await stagedIn(target, attempt)).files;
  const Body = Buffer.alloc(file?.bytes ?? 0, "z");
  await target.s3.send(new PutObjectCommand({ Bucket: target.bucket, Key: file?.key ?? "", Body }));
}

/** As verify does where it finds the staging wrong. */
async function refuse(target: Target, attempt: number): Promise<void> {
  const read = await readJson(target.s3, manifest, { ...target, key: layout.manifest(job.run, attempt) });
  const found = { manifest: read?.etag, at: new Date().toISOString(), error: "verify.corrupted", cause: "a byte" };
  await putJson(target, layout.refused(job.run, attempt), found);
}

describe("a further attempt at a conversion", () => {
  it("uses what an earlier one staged in every region, and converts nothing", async () => {
    const first = await retry(0);
    expect(origins(first)).toEqual(["converted 0", "converted 0"]);
    const second = await retry(4);
    expect(origins(second)).toEqual(["reused 0", "reused 0"]);
    expect(second).toMatchObject({ read: 3, written: 2, rejected: 1, reasons: { invalid_integer: 1 } });
    expect(conversions).toBe(1);
    expect(await listObjects(lakes.near, layout.staging(job.run, 4))).toEqual([]);
  });

  it("fills the region that failed with the other's files, byte for byte, under the attempt that staged them", async () => {
    expect(origins(await retry(0, [lakes.near, down(lakes.far)]))).toEqual(["converted 0", "NoSuchBucket"]);
    expect(origins(await retry(1))).toEqual(["reused 0", "filled 0"]);
    expect(conversions).toBe(1);
    const [near, far] = [await stagedIn(lakes.near, 0), await stagedIn(lakes.far, 0)];
    expect(far.files).toEqual(near.files);
    expect(await bodies(lakes.far, far)).toEqual(await bodies(lakes.near, near));
    expect(far).toMatchObject({ region: "eu-central-1", filled: { from: "eu-west-1" }, endedAt: near.endedAt });
    expect(origins(await retry(2))).toEqual(["reused 0", "reused 0"]);
  });

  it("reports a region that fails again, and uses what the other has", async () => {
    await retry(0, [lakes.near, down(lakes.far)]);
    expect(origins(await retry(1, [lakes.near, down(lakes.far)]))).toEqual(["reused 0", "NoSuchBucket"]);
    expect(conversions).toBe(1);
  });

  it("never copies damaged files: it converts anew, for both regions", async () => {
    await retry(0, [lakes.near, down(lakes.far)]);
    await damage(lakes.near, 0);
    expect(origins(await retry(1))).toEqual(["converted 1", "converted 1"]);
    const damaged = (await stagedIn(lakes.near, 0)).files[0]?.key;
    const inFar = (await listObjects(lakes.far, layout.staging(job.run, 0))).map(({ key }) => key);
    expect(inFar).not.toContain(damaged);
    expect(inFar).not.toContain(layout.manifest(job.run, 0));
    expect(conversions).toBe(2);
  });

  it("does so where a file is gone, too", async () => {
    await retry(0, [lakes.near, down(lakes.far)]);
    const [file] = (await stagedIn(lakes.near, 0)).files;
    await lakes.near.s3.send(new DeleteObjectCommand({ Bucket: lakes.near.bucket, Key: file?.key ?? "" }));
    expect(origins(await retry(1))).toEqual(["converted 1", "converted 1"]);
  });

  it("leaves nothing on the local disk", async () => {
    await retry(0, [lakes.near, down(lakes.far)]);
    expect(origins(await retry(1))).toEqual(["reused 0", "filled 0"]);
    expect(await readdir(workDir)).toEqual([]);
  });

  it("mends a region that verify refused from the other, and then uses both", async () => {
    await retry(0);
    await damage(lakes.far, 0);
    await refuse(lakes.far, 0);
    expect(origins(await retry(1))).toEqual(["reused 0", "filled 0"]);
    const [near, far] = [await stagedIn(lakes.near, 0), await stagedIn(lakes.far, 0)];
    expect(await bodies(lakes.far, far)).toEqual(await bodies(lakes.near, near));
    expect(origins(await retry(2))).toEqual(["reused 0", "reused 0"]);
    expect(conversions).toBe(1);
  });

  it("converts anew where verify refused both regions", async () => {
    await retry(0);
    await refuse(lakes.near, 0);
    await refuse(lakes.far, 0);
    expect(origins(await retry(1))).toEqual(["converted 1", "converted 1"]);
  });

  it("takes the newest of several stagings, and none of a later attempt than its own", async () => {
    await retry(0, [lakes.near, down(lakes.far)]);
    await refuse(lakes.near, 0);
    await retry(2);
    expect(origins(await retry(3))).toEqual(["reused 2", "reused 2"]);
    expect(origins(await retry(1))).toEqual(["converted 1", "converted 1"]);
  });

  it("takes no staging of another contract, nor one whose manifest cannot be read", async () => {
    await retry(0);
    for (const target of job.targets) {
      await putJson(target, layout.manifest(job.run, 0), { ...(await stagedIn(target, 0)), contract: "other" });
    }
    expect(origins(await retry(1))).toEqual(["converted 1", "converted 1"]);
    for (const target of job.targets) await putJson(target, layout.manifest(job.run, 1), { torn: true });
    expect(origins(await retry(2))).toEqual(["converted 2", "converted 2"]);
  });

  it("does without a region that does not answer, and takes what the other has", async () => {
    await retry(0);
    const s3 = new S3Client({ ...lakes.running.host.clientConfig("eu-central-1"), endpoint: "http://127.0.0.1:1" });
    expect(origins(await retry(1, [lakes.near, { ...lakes.far, s3 }]))[0]).toBe("reused 0");
    expect(conversions).toBe(1);
  });
});
