import type { CommitRecord } from "./CommitRecord.ts";
import { compareSequencers } from "./compareSequencers.ts";

/** What a run may do, given what is published of its source object. */
export type CommitDecision =
  /** Nothing, or something older, is published: publish, and remove what was there. */
  | "publish"
  /** This very attempt is published already: only the clean-up may be unfinished. */
  | "finished"
  /** Something newer is published: publish nothing and remove what was copied. */
  | "superseded";

type Contender = Pick<CommitRecord, "sequencer" | "run" | "attempt">;

/**
 * Decides between what is published and a run that wants to be. A higher sequencer wins; at an equal one the higher
 * attempt; at an equal attempt of another run (another contract) the one that came first.
 */
export function decideCommit(published: Contender | undefined, mine: Contender): CommitDecision {
  if (published === undefined) return "publish";
  const age = compareSequencers(mine.sequencer, published.sequencer);
  if (age !== 0) return age > 0 ? "publish" : "superseded";
  if (mine.attempt !== published.attempt) return mine.attempt > published.attempt ? "publish" : "superseded";
  return mine.run === published.run ? "finished" : "superseded";
}
