import type { CommitRecord } from "./CommitRecord.ts";
import { decideCommit } from "./decideCommit.ts";
import type { Intent } from "./Intent.ts";

/** Those of a source object's intents that nothing is published of, nor ever will be: what is published is newer. */
export function supersededIntents<I extends Intent>(published: CommitRecord, intents: readonly I[]): I[] {
  return intents.filter((each) => ["superseded", "outrun"].includes(decideCommit(published, each)));
}
