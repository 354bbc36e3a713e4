import type { CommitRecord, Supplement } from "./CommitRecord.ts";
import { committedFiles } from "./committedFiles.ts";
import type { Manifest } from "./Manifest.ts";
import type { Replay } from "./Replay.ts";
import type { Run } from "./Run.ts";
import type { RunReport, StagedAttempt } from "./RunReport.ts";
import type { Verification } from "./Verdict.ts";

export interface RunEvidence {
  readonly run: Run;
  readonly manifest: Manifest;
  readonly verified: Verification;
  /** The run's own record; undefined where it was superseded. */
  readonly record: CommitRecord | Supplement | undefined;
  readonly attempts: readonly StagedAttempt[];
  readonly publisher: RunReport["publisher"];
  readonly now: Date;
}

/** The report on a run in the region of its manifest. */
export function runReportOf({ run, manifest, verified, record, attempts, publisher, now }: RunEvidence): RunReport {
  const { bucket, key, versionId, sequencer } = run.source;
  const { region, attempt, contract, engine, read, written, rejected, reasons, duplicateKeys, source } = manifest;
  return {
    run: run.run,
    attempt,
    finishedBy: run.attempt,
    dataset: run.dataset,
    region,
    outcome: record === undefined ? "superseded" : "published",
    source: { bucket, key, versionId, bytes: source.bytes, etag: source.etag, sequencer },
    ...{ contract, engine, publisher, read, written, rejected, reasons, duplicateKeys },
    files: committedFiles(manifest),
    replaced: record !== undefined && "replaced" in record ? record.replaced : null,
    replay: run.replay === undefined ? null : { of: { ...run.replay.of }, file: fileOf(run.replay) },
    times: {
      landed: source.lastModified,
      converted: manifest.endedAt,
      verified: verified.at,
      committed: record?.committedAt ?? null,
      finished: now.toISOString(),
    },
    attempts: [...attempts],
  };
}

function fileOf({ file: { bucket, key, versionId } }: Replay): NonNullable<RunReport["replay"]>["file"] {
  return { bucket, key, versionId };
}
