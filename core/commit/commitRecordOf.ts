import type { CommitRecord } from "./CommitRecord.ts";
import { layout } from "./layout.ts";
import type { Manifest } from "./Manifest.ts";
import type { Run } from "./Run.ts";

/** The record that publishes a manifest's files, in place of what is published now. */
export function commitRecordOf(run: Run, manifest: Manifest, published: CommitRecord | undefined): CommitRecord {
  const files = manifest.files.map((file) => ({ ...file, key: layout.committed(run.run, run.attempt, file.place) }));
  const mine = new Set(files.map((file) => file.key));
  const { bucket, key, versionId, sequencer } = run.source;
  return {
    source: { bucket, key, versionId },
    sequencer,
    run: run.run,
    attempt: run.attempt,
    contract: manifest.contract,
    read: manifest.read,
    written: manifest.written,
    rejected: manifest.rejected,
    files,
    replaced: (published?.files ?? []).map((file) => file.key).filter((old) => !mine.has(old)),
  };
}
