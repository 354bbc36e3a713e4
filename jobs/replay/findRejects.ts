import { type CommitRecord, commitRecord } from "../../core/commit/CommitRecord.ts";
import { layout } from "../../core/commit/layout.ts";
import { type ManifestFile, manifest } from "../../core/commit/Manifest.ts";
import { publishedFiles } from "../../core/commit/publishedFiles.ts";
import { foldersOfRun } from "../lineage/foldersOfRun.ts";
import type { Lake } from "../s3/Lake.ts";
import { readJson } from "../s3/readJson.ts";
import { listAttempts } from "../staging/listAttempts.ts";

/** Where a lake has the rejects of a run. */
export interface FoundRejects {
  /** What is published of the run's source, by this run or another; undefined where nothing is. */
  readonly record: CommitRecord | undefined;
  /** `published`: those that are left in the table. `staged`: the run has published nothing, or not any more. */
  readonly from: "published" | "staged";
  /** Parquet; none where nothing is rejected. */
  readonly files: readonly ManifestFile[];
}

/**
 * Looks for the rejects of a run, or of the run that a replay is of: the published ones, else those that its last attempt
 * staged. Undefined where neither is there: what is staged is kept for 30 days.
 */
export async function findRejects(lake: Lake, dataset: string, run: string): Promise<FoundRejects | undefined> {
  const record = await recordOn(lake, dataset, run);
  const isPublished = record && [record, ...record.supplements].some((each) => each.run === run);
  if (isPublished) return { record, from: "published", files: publishedFiles(record).filter(isRejects) };
  const staged = await lastStaged(lake, run);
  return staged && { record, from: "staged", files: staged.filter(isRejects) };
}

async function recordOn(lake: Lake, dataset: string, run: string): Promise<CommitRecord | undefined> {
  const [folder] = await foldersOfRun(lake, dataset, run);
  if (folder === undefined) return undefined;
  return (await readJson(lake.s3, commitRecord, { bucket: lake.bucket, key: layout.commitRecord(dataset, folder) }))
    ?.value;
}

async function lastStaged(lake: Lake, run: string): Promise<readonly ManifestFile[] | undefined> {
  for (const attempt of (await listAttempts(lake, run)).toReversed()) {
    const staged = await readJson(lake.s3, manifest, { bucket: lake.bucket, key: layout.manifest(run, attempt) });
    if (staged !== undefined) return staged.value.files;
  }
  return undefined;
}

function isRejects({ place }: ManifestFile): boolean {
  return place.content === "rejects";
}
