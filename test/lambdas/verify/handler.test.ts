import { PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import { manifest } from "../../../core/commit/Manifest.ts";
import type { Run } from "../../../core/commit/Run.ts";
import { refusal, verification } from "../../../core/commit/Verdict.ts";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import type { RegionLake } from "../../../jobs/lineage/lineageOf.ts";
import { putJson } from "../../../jobs/s3/putJson.ts";
import { readJson } from "../../../jobs/s3/readJson.ts";
import { handler as convert } from "../../../lambdas/convert-inline/handler.ts";
import type { ConvertOutput } from "../../../lambdas/shared/ConvertStep.ts";
import { handler as verify } from "../../../lambdas/verify/handler.ts";
import { functionEnvironment, landedRun } from "../shared/landedRun.ts";
import { landingBucket, runningLakes } from "../shared/runningLakes.ts";

const header = "zip_code,latitude,longitude,city,state,county\n";
const text = `${header}01001,42.1,-72.6,Agawam,MA,Hampden\n01002,142,0,A,MA,\n`;

const lakes = runningLakes();
functionEnvironment(lakes.running);
let run: Run;
let converted: ConvertOutput;

beforeEach(async () => {
  setFar(lakes.far.bucket);
  run = await landedRun(lakes.near.s3, landingBucket, zipcodes, text, "inline");
  converted = await convert({ run });
});

function setFar(bucket: string): void {
  const near = { name: lakes.near.region, bucket: lakes.near.bucket };
  vi.stubEnv("SLUICE_REGIONS", JSON.stringify({ near, far: { name: lakes.far.region, bucket } }));
}

/** The staged files that were read while something was done, as `region path`, sorted. */
async function readFiles(work: () => Promise<unknown>): Promise<string[]> {
  const read: string[] = [];
  const stop = lakes.running.host.events.on((event) => {
    if (event.kind !== "call" || event.call.action !== "s3:GetObject") return;
    const path = event.call.resource.split(`${run.run}/0/`)[1];
    if (path?.endsWith(".parquet")) read.push(`${event.region} ${path}`);
  });
  await work();
  stop();
  return read.sort();
}

const retried = () => verify({ run: { ...run, attempt: 1 }, converted });
const keyOf = (path: string) => `${layout.staging(run.run, 0)}${path}`;
const refusalIn = async (lake: RegionLake) =>
  (await readJson(lake.s3, refusal, { ...lake, key: layout.refused(run.run, 0) }))?.value;

async function overwrite({ s3, bucket }: RegionLake, path: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(path), Body: "a zombie's" }));
}

describe("verify", () => {
  it("reads each staged file back once, and a retry reads none of them", async () => {
    const files = ["rejects/0.parquet", "rows/0.parquet"];
    const all = [lakes.far, lakes.near].flatMap(({ region }) => files.map((file) => `${region} ${file}`));
    expect(await readFiles(() => verify({ run, converted }))).toEqual(all);
    expect(await readFiles(retried)).toEqual([]);
    expect((await retried()).far).toMatchObject({
      status: "staged",
      attempt: 0,
      manifest: expect.stringMatching(/\w/),
    });
  });

  it("leaves beside the manifest which bytes it read, when, and by what", async () => {
    const { near } = await verify({ run, converted });
    const left = await readJson(lakes.near.s3, verification, { ...lakes.near, key: layout.verified(run.run, 0) });
    expect(left?.value).toMatchObject({
      manifest: near.manifest,
      versions: { duckdb: expect.stringMatching(/^v1\./), node: process.version },
      files: [{ key: keyOf("rows/0.parquet") }, { key: keyOf("rejects/0.parquet") }],
    });
  });

  it("reads a region back again of which a file was written since, and refuses what it finds there", async () => {
    await verify({ run, converted });
    await overwrite(lakes.far, "rows/0.parquet");
    const read = await readFiles(() => expect(retried()).rejects.toMatchObject({ code: "verify.corrupted" }));
    expect(read).toContain(`${lakes.far.region} rows/0.parquet`);
    expect(read.filter((file) => file.startsWith(lakes.near.region))).toEqual([]);
    expect(await refusalIn(lakes.far)).toMatchObject({ error: "verify.corrupted" });
    expect(await refusalIn(lakes.near)).toBeUndefined();
  });

  it("that refused a region is passed by the next attempt, which fills it from the other", async () => {
    await overwrite(lakes.far, "rows/0.parquet");
    await expect(verify({ run, converted })).rejects.toMatchObject({ code: "verify.corrupted" });
    const second = { ...run, attempt: 1 };
    const again = await convert({ run: second });
    expect(again).toMatchObject({ near: { attempt: 0, origin: "reused" }, far: { attempt: 0, origin: "filled" } });
    const verified = await verify({ run: second, converted: again });
    expect(verified).toMatchObject({ near: { status: "staged", attempt: 0 }, far: { status: "staged", attempt: 0 } });
  });

  it("trusts what it verified only under the manifest that it read", async () => {
    await verify({ run, converted });
    const read = await readJson(lakes.far.s3, manifest, { ...lakes.far, key: layout.manifest(run.run, 0) });
    await putJson(lakes.far, layout.manifest(run.run, 0), { ...read?.value, startedAt: "2026-01-01T00:00:00.000Z" });
    expect(await readFiles(retried)).toEqual(
      ["rejects/0.parquet", "rows/0.parquet"].map((f) => `${lakes.far.region} ${f}`),
    );
  });

  it("refuses both regions where they differ, so that the next attempt converts anew", async () => {
    const read = await readJson(lakes.far.s3, manifest, { ...lakes.far, key: layout.manifest(run.run, 0) });
    const files = read?.value.files.map((file) => ({ ...file, sha256: "x".repeat(44) }));
    await putJson(lakes.far, layout.manifest(run.run, 0), { ...read?.value, files });
    await expect(verify({ run, converted })).rejects.toMatchObject({ code: "verify.regions_differ" });
    for (const lake of [lakes.near, lakes.far]) expect(await refusalIn(lake)).toBeDefined();
    const again = await convert({ run: { ...run, attempt: 1 } });
    expect(again).toMatchObject({
      near: { attempt: 1, origin: "converted" },
      far: { attempt: 1, origin: "converted" },
    });
  });

  it("does not refuse what has too many rejects: a contract that allows more may pass it", async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `${index},142,0,A,MA,\n`).join("");
    run = await landedRun(lakes.near.s3, landingBucket, zipcodes, header + rows, "inline");
    converted = await convert({ run });
    await expect(verify({ run, converted })).rejects.toMatchObject({ code: "verify.too_many_rejects" });
    expect(await refusalIn(lakes.near)).toBeUndefined();
  });

  it("passes a region whose services fail on as failed, and the other as verified", async () => {
    setFar("no-such-bucket");
    const { near, far } = await verify({ run, converted });
    expect(near).toMatchObject({ status: "staged", manifest: expect.stringMatching(/\w/) });
    expect(far).toMatchObject({ status: "failed", origin: "none", manifest: "", error: "NoSuchBucket" });
  });
});
