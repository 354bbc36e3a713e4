import type { CommitRecord } from "./CommitRecord.ts";
import { decideCommit } from "./decideCommit.ts";
import type { Intent } from "./Intent.ts";

/** Those of a source object's intents whose files must go: what is published is newer than they are. */
export function supersededIntents<I extends Intent>(published: CommitRecord, intents: readonly I[]): I[] {
  return intents.filter((each) => decideCommit(published, each) === "superseded");
}
