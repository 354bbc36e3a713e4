import { createHash } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { type FilePlace, layout } from "../../../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../../../core/commit/Manifest.ts";
import type { Run } from "../../../../core/commit/Run.ts";
import { verification } from "../../../../core/commit/Verdict.ts";
import type { RegionLake } from "../../../../jobs/lineage/lineageOf.ts";
import { putJson } from "../../../../jobs/s3/putJson.ts";
import { readJson } from "../../../../jobs/s3/readJson.ts";
import type { VerifiedStaging } from "../../../../lambdas/commit/verifiedStaging.ts";
import type { StagedRegion } from "../../../../lambdas/shared/StagedRegion.ts";

export interface StagedRunOptions {
  /** Partitions of the dataset, one file of one row each. */
  readonly years: readonly number[];
  /** Rejected records, all in one file. @default 0 */
  readonly rejected?: number | undefined;
}

/** A run, staged and verified in a lake. */
export interface StagedVersion {
  readonly run: Run;
  readonly staged: StagedRegion;
  readonly staging: VerifiedStaging;
  /** The final keys of its files, in order. */
  readonly keys: readonly string[];
}

/** Stages files that hold the version's own name, as verify would have found them good. */
export async function stagedRun(
  lake: RegionLake,
  run: Run,
  { years, rejected = 0 }: StagedRunOptions,
): Promise<StagedVersion> {
  const { attempt } = run;
  const places = [
    ...years.map((year) => ({ content: "rows" as const, partition: [["year", `${year}`]] as [string, string][] })),
    ...(rejected === 0 ? [] : [{ content: "rejects" as const, partition: [] }]),
  ].map((place) => ({ ...place, dataset: "things", part: 0 }));
  const written = await Promise.all(places.map((place) => writeFile(lake, run, place, rejected)));
  const files = written.map(({ etag: _, ...file }) => file);
  await putJson(lake, layout.manifest(run.run, attempt), manifestOf(run, lake.region, files, rejected));
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

async function writeFile(
  { s3, bucket }: RegionLake,
  { run, attempt, source }: Run,
  place: FilePlace & { partition: [string, string][] },
  rejected: number,
) {
  const key = layout.staged(run, attempt, place);
  const body = `${source.versionId} attempt ${attempt} ${place.partition[0]?.[1] ?? "rejects"}`;
  const { ETag: etag = "" } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  const sha256 = createHash("sha256").update(body).digest("base64");
  return { key, place, rows: place.content === "rows" ? 1 : rejected, bytes: body.length, sha256, etag };
}

function manifestOf(run: Run, region: string, files: Manifest["files"], rejected: number): Manifest {
  const written = files.filter(({ place }) => place.content === "rows").length;
  return {
    ...{ run: run.run, attempt: run.attempt, region, contract: run.contract },
    engine: { name: "inline", versions: { node: "v24" }, code: null },
    source: { etag: '"e"', bytes: 1, lastModified: "2026-01-01T00:00:00.000Z" },
    ...{ startedAt: "2026-01-01T00:00:30.000Z", endedAt: "2026-01-01T00:01:00.000Z", filled: null },
    ...{ read: written + rejected, written, rejected, reasons: {}, duplicateKeys: 0, added: [] },
    files,
  };
}
