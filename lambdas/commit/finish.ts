import { type CommitRecord, commitRecord, type Supplement } from "../../core/commit/CommitRecord.ts";
import { finishedRecord } from "../../core/commit/finishedRecord.ts";
import { layout } from "../../core/commit/layout.ts";
import { publication } from "../../core/commit/publication.ts";
import type { Run } from "../../core/commit/Run.ts";
import type { RunReport } from "../../core/commit/RunReport.ts";
import { runReportOf } from "../../core/commit/runReportOf.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import { SluiceError } from "../../core/errors.ts";
import { isPreconditionFailed } from "../../jobs/s3/isPreconditionFailed.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { putJson, type WriteCondition } from "../../jobs/s3/putJson.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import { deployedCode } from "../shared/deployedCode.ts";
import { cleanUp } from "./cleanUp.ts";
import { stagedAttempts } from "./stagedAttempts.ts";
import type { VerifiedStaging } from "./verifiedStaging.ts";
import { writeRecord } from "./writeRecord.ts";

/** How a run ended in a region. `superseded`: a newer version was published meanwhile. */
export type Outcome = RunReport["outcome"];

/**
 * Ends a run in one region, after catalog and warehouse: writes the report on it, then marks its commit record as
 * finished, so that no retry does any of it again. It may be repeated; what is finished stays as it is.
 * @throws SluiceError `finish.not_committed`
 */
export async function finish(lake: Lake, run: Run, staging: VerifiedStaging): Promise<Outcome> {
  const key = layout.commitRecord(run.dataset, sourceFolder(run.source));
  for (;;) {
    const current = await readJson(lake.s3, commitRecord, { bucket: lake.bucket, key });
    if (current === undefined) throw notCommitted(lake, key);
    const mine = publication(current.value, staging.manifest);
    if (mine === undefined) {
      await report(lake, run, staging, undefined, new Date());
      return "superseded";
    }
    await cleanUp(lake, run.dataset, current.value);
    if (mine.finishedAt !== null) return "published";
    const now = new Date();
    await report(lake, run, staging, mine, now);
    if (await writeRecord(lake, key, finishedRecord(current.value, mine, now), current)) return "published";
  }
}

/** What a run that was superseded later had reported, as it published, is not touched. */
async function report(
  lake: Lake,
  run: Run,
  { manifest, verified }: VerifiedStaging,
  record: CommitRecord | Supplement | undefined,
  now: Date,
): Promise<void> {
  const attempts = await stagedAttempts(lake, run.run);
  const publisher = { versions: { node: process.version }, code: deployedCode() };
  const written = runReportOf({ run, manifest, verified, record, attempts, publisher, now });
  const key = layout.report(run.dataset, sourceFolder(run.source), run.run, manifest.attempt);
  const condition: WriteCondition | undefined = record === undefined ? { IfNoneMatch: "*" } : undefined;
  try {
    await putJson(lake, key, written, condition);
  } catch (error) {
    if (!(record === undefined && isPreconditionFailed(error))) throw error;
  }
}

function notCommitted(lake: Lake, key: string): SluiceError {
  return new SluiceError("finish.not_committed", "There is no commit record for the source object", {
    where: `s3://${lake.bucket}/${key}`,
    mend: "run the commit step first",
  });
}
