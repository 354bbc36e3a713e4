import { commitRecord } from "../../core/commit/CommitRecord.ts";
import { compareSequencers } from "../../core/commit/compareSequencers.ts";
import { layout } from "../../core/commit/layout.ts";
import type { SourceObject } from "../../core/commit/Run.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import { trafficSpeeds } from "../../datasets/trafficSpeeds.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { readJson } from "../../jobs/s3/readJson.ts";

/**
 * Whether a plan has nothing left to do on a day: it is published and in the catalog, by whichever attempt, or a later
 * plan has published it, which nothing of this plan's may replace.
 */
export async function isWritten({ s3, bucket }: Lake, source: SourceObject): Promise<boolean> {
  const key = layout.commitRecord(trafficSpeeds.name, sourceFolder(source));
  const read = await readJson(s3, commitRecord, { bucket, key });
  if (read === undefined) return false;
  const { source: published, sequencer, finishedAt } = read.value;
  if (published.versionId === source.versionId) return finishedAt !== null;
  return compareSequencers(sequencer, source.sequencer) > 0;
}
