import { SluiceError } from "../errors.ts";
import type { CommitRecord } from "./CommitRecord.ts";
import { committedFiles } from "./committedFiles.ts";
import type { Manifest, ManifestFile } from "./Manifest.ts";
import type { Replay } from "./Replay.ts";

/**
 * The record that adds a replay's rows to what is published. Its rejects take the place of all rejects there were: they
 * are the same without those that it corrects.
 * @param now when it is to be written
 * @throws SluiceError `commit.rejects_differ` where the replay was made of other rejects than those that are published
 */
export function supplementedRecord(
  published: CommitRecord,
  { file: { bucket, key, versionId }, sha256 }: Replay,
  manifest: Manifest,
  now: Date,
): CommitRecord {
  const { run, attempt, read, written, rejected, added } = manifest;
  if (read !== published.rejected) throw rejectsDiffer(published, manifest);
  const supplement = {
    ...{ run, attempt, file: { bucket, key, versionId }, sha256, written, added },
    files: committedFiles(manifest),
    committedAt: now.toISOString(),
    finishedAt: null,
  };
  return {
    ...published,
    written: published.written + written,
    rejected,
    files: withoutRejects(published.files),
    supplements: [...published.supplements.map((each) => ({ ...each, files: withoutRejects(each.files) })), supplement],
  };
}

function withoutRejects(files: readonly ManifestFile[]): ManifestFile[] {
  return files.filter(({ place }) => place.content !== "rejects");
}

function rejectsDiffer({ run, rejected }: CommitRecord, { run: replay, read }: Manifest): SluiceError {
  return new SluiceError("commit.rejects_differ", `${rejected} records are rejected, and the replay is of ${read}`, {
    where: `${replay}, a replay of ${run}`,
    mend: "report it: a replay is made of the rejects that are published",
  });
}
