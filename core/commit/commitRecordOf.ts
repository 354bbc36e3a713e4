import type { CommitRecord } from "./CommitRecord.ts";
import { committedFiles } from "./committedFiles.ts";
import type { Manifest } from "./Manifest.ts";
import type { SourceObject } from "./Run.ts";

/**
 * The record that publishes a manifest's files, in place of what is published now.
 * @param now when it is to be written
 */
export function commitRecordOf(
  source: SourceObject,
  manifest: Manifest,
  published: CommitRecord | undefined,
  now: Date,
): CommitRecord {
  const { run, attempt, contract, read, written, rejected, added } = manifest;
  const { bucket, key, versionId, sequencer } = source;
  return {
    source: { bucket, key, versionId },
    sequencer,
    ...{ run, attempt, contract, read, written, rejected, added },
    files: committedFiles(manifest),
    supplements: [],
    replaced: published === undefined ? null : replacedBy(published),
    committedAt: now.toISOString(),
    finishedAt: null,
  };
}

function replacedBy({ run, attempt, source, committedAt }: CommitRecord): CommitRecord["replaced"] {
  return { run, attempt, versionId: source.versionId, committedAt };
}
