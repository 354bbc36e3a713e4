import { createHash } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { layout } from "../../../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../../../core/commit/Manifest.ts";
import type { Run } from "../../../../core/commit/Run.ts";
import { runId } from "../../../../core/commit/runId.ts";
import { verification } from "../../../../core/commit/Verdict.ts";
import type { RegionLake } from "../../../../jobs/lineage/lineageOf.ts";
import { putJson } from "../../../../jobs/s3/putJson.ts";
import { readJson } from "../../../../jobs/s3/readJson.ts";
import type { VerifiedStaging } from "../../../../lambdas/commit/verifiedStaging.ts";
import type { StagedRegion } from "../../../../lambdas/shared/StagedRegion.ts";
import { landingBucket } from "../../shared/runningLakes.ts";

export interface VersionOptions {
  readonly key: string;
  /** Hexadecimal. */
  readonly sequencer: string;
  readonly attempt?: number;
  /** Partitions of the dataset, one file each. */
  readonly years: readonly number[];
}

/** A version of an object, staged and verified in a lake. */
export interface StagedVersion {
  readonly run: Run;
  readonly staged: StagedRegion;
  readonly staging: VerifiedStaging;
  /** The final keys of its files, in order. */
  readonly keys: readonly string[];
}

/** Stages files that hold the version's own name, as verify would have found them good. */
export async function stagedVersion(lake: RegionLake, options: VersionOptions): Promise<StagedVersion> {
  const { key, sequencer, attempt = 0, years } = options;
  const identity = { dataset: "things", bucket: landingBucket, key, versionId: `v-${sequencer}`, contract: "c" };
  const run: Run = {
    run: runId(identity),
    attempt,
    dataset: "things",
    contract: "c",
    source: { bucket: landingBucket, key, versionId: identity.versionId, size: 1, sequencer },
    engine: "inline",
    catalog: "register",
  };
  const written = await Promise.all(years.map((year) => writeFile(lake, run, year)));
  const files = written.map(({ etag: _, ...file }) => file);
  await putJson(lake, layout.manifest(run.run, attempt), manifestOf(run, lake.region, files));
  const read = await readJson(lake.s3, manifest, { ...lake, key: layout.manifest(run.run, attempt) });
  if (read === undefined) throw new Error("the manifest was written");
  const verified = verification.parse({
    manifest: read.etag,
    at: "2026-01-01T00:02:00.000Z",
    versions: { duckdb: "v1" },
    files: written.map(({ key: file, etag }) => ({ key: file, etag })),
  });
  await putJson(lake, layout.verified(run.run, attempt), verified);
  return {
    run,
    staged: { status: "staged", attempt, origin: "converted", manifest: read.etag, error: "", cause: "" },
    staging: { manifest: read.value, verified },
    keys: files.map(({ place }) => layout.committed(run.run, attempt, place)),
  };
}

async function writeFile({ s3, bucket }: RegionLake, { run, attempt, source }: Run, year: number) {
  const partition: [string, string][] = [["year", String(year)]];
  const place = { content: "rows" as const, dataset: "things", partition, part: 0 };
  const key = layout.staged(run, attempt, place);
  const body = `${source.versionId} attempt ${attempt} ${year}`;
  const { ETag: etag = "" } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  return { key, place, rows: 1, bytes: body.length, sha256: createHash("sha256").update(body).digest("base64"), etag };
}

function manifestOf(run: Run, region: string, files: Manifest["files"]): Manifest {
  return {
    ...{ run: run.run, attempt: run.attempt, region, contract: run.contract },
    engine: { name: "inline", versions: { node: "v24" }, code: null },
    source: { etag: '"e"', bytes: 1, lastModified: "2026-01-01T00:00:00.000Z" },
    ...{ startedAt: "2026-01-01T00:00:30.000Z", endedAt: "2026-01-01T00:01:00.000Z", filled: null },
    ...{ read: files.length, written: files.length, rejected: 0, reasons: {}, duplicateKeys: 0 },
    files,
  };
}
