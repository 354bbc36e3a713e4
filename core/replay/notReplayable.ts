import type { CommitDecision } from "../commit/decideCommit.ts";
import type { Run } from "../commit/Run.ts";
import { rowsRun } from "../commit/rowsRun.ts";
import { SluiceError } from "../errors.ts";

/** What keeps a replay from being published. */
type ReplayHindrance = Exclude<CommitDecision, "publish">;

/**
 * The error that tells what keeps a replay from being published: `replay.superseded`, `replay.early`, `replay.outrun` or
 * `replay.finished`.
 */
export function notReplayable(hindrance: ReplayHindrance, run: Pick<Run, "run" | "replay">): SluiceError {
  const [what, mend] = told[hindrance](rowsRun(run), run.replay?.onto ?? []);
  return new SluiceError(`replay.${hindrance}`, what, { where: run.run, mend });
}

type Told = (of: string, onto: readonly string[]) => readonly [what: string, mend: string];

const told: Readonly<Record<ReplayHindrance, Told>> = {
  superseded: (of) => [
    `What ${of} published was replaced by a newer version of its source`,
    "replay the rejects of that version, whose run sluice lineage names",
  ],
  early: (of, onto) => [
    `It is to be added to what is not all published here: ${[of, ...onto].join(", ")}`,
    "retry what failed of that first, then this",
  ],
  outrun: (of) => [`Another replay of ${of} was published first`, "replay again what is still rejected"],
  finished: (of) => [`This replay of ${of} is published already`, "replay again what is still rejected"],
};
