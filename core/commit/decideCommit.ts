import type { CommitRecord } from "./CommitRecord.ts";
import { compareSequencers } from "./compareSequencers.ts";
import type { ReplayBasis } from "./Replay.ts";

/** What a run may do, given what is published of its source object. */
export type CommitDecision =
  /** What it is to replace, or to be added to, is published: publish. */
  | "publish"
  /** This very attempt is published already: only the clean-up may be unfinished. */
  | "finished"
  /** Something newer is published: publish nothing and remove what was copied. */
  | "superseded"
  /** Only of a replay: the run that it corrects, or a replay before it, is not published here yet. */
  | "early"
  /** Only of a replay: another replay was published first, so that its rejects are not those that are left. */
  | "outrun";

type Version = Pick<CommitRecord, "sequencer" | "run" | "attempt">;
export type Published = Version & Partial<Pick<CommitRecord, "supplements">>;
export type Contender = Version & { readonly replay?: ReplayBasis | undefined };

/**
 * Decides between what is published and a run that wants to be. A higher sequencer wins; at an equal one the higher
 * attempt; at an equal attempt of another run (another contract) the one that came first. A replay is added to the very
 * run, attempt and replays that it was made for, and to nothing else.
 */
export function decideCommit(published: Published | undefined, mine: Contender): CommitDecision {
  return mine.replay === undefined ? decideVersion(published, mine) : decideReplay(published, mine, mine.replay);
}

function decideVersion(published: Version | undefined, mine: Version): "publish" | "finished" | "superseded" {
  if (published === undefined) return "publish";
  const age = compareSequencers(mine.sequencer, published.sequencer);
  if (age !== 0) return age > 0 ? "publish" : "superseded";
  if (mine.attempt !== published.attempt) return mine.attempt > published.attempt ? "publish" : "superseded";
  return mine.run === published.run ? "finished" : "superseded";
}

function decideReplay(published: Published | undefined, mine: Contender, { of, onto }: ReplayBasis): CommitDecision {
  const corrected = decideVersion(published, { ...of, sequencer: mine.sequencer });
  if (corrected !== "finished") return corrected === "publish" ? "early" : "superseded";
  const there = published?.supplements ?? [];
  const same = there.find(({ run }) => run === mine.run);
  if (same !== undefined) return same.attempt === mine.attempt ? "finished" : "superseded";
  if (there.some(({ run }, index) => run !== onto[index])) return "outrun";
  return there.length === onto.length ? "publish" : "early";
}
