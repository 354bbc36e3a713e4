import type { CommitRecord } from "./CommitRecord.ts";
import { layout } from "./layout.ts";
import type { Manifest } from "./Manifest.ts";
import type { Run } from "./Run.ts";
import type { RunReport, StagedAttempt } from "./RunReport.ts";
import type { Verification } from "./Verdict.ts";

export interface RunEvidence {
  readonly run: Run;
  readonly manifest: Manifest;
  readonly verified: Verification;
  /** The run's own record; undefined where it was superseded. */
  readonly record: CommitRecord | undefined;
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
    files: manifest.files.map((file) => ({ ...file, key: layout.committed(run.run, attempt, file.place) })),
    replaced: record?.replaced ?? null,
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
