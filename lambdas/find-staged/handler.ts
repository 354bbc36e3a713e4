import type { Run } from "../../core/commit/Run.ts";
import { SluiceError } from "../../core/errors.ts";
import { notForReplays } from "../../core/replay/notForReplays.ts";
import { resume } from "../../jobs/staging/resume.ts";
import type { ConvertOutput } from "../shared/ConvertStep.ts";
import { stagingOf } from "../shared/stagingOf.ts";
import { withRun } from "../shared/withRun.ts";

export interface FindStagedInput {
  readonly run: Run;
  /** Whether it is an error that nothing is staged: a job that was to stage it has just ended. */
  readonly required: boolean;
}

/**
 * Answers what is staged of a run, of this attempt or an earlier one, as the convert step of another engine would; a
 * region that lacks it is filled from the other. Null where nothing whole is staged.
 * @throws SluiceError `convert.not_staged` where nothing is staged though it is required, `replay.engine` for a replay
 */
export const handler = withRun(async ({ run, required }: FindStagedInput): Promise<ConvertOutput | null> => {
  if (run.replay !== undefined) throw notForReplays("spark", run.run);
  const { job, output } = stagingOf(run);
  const found = await resume(job);
  if (found !== undefined) return output(found);
  if (!required) return null;
  throw new SluiceError("convert.not_staged", "The job ended well, but no region holds what it staged", {
    where: run.run,
    mend: "read the job's log, then retry the run, which converts it anew",
  });
});
