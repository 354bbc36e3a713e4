import type { CommitRecord, Supplement } from "./CommitRecord.ts";
import type { PublishedStaging } from "./Replay.ts";

/** What a commit record says of a staging: the record itself, or the replay that it is; undefined where it is neither. */
export function publication(
  record: CommitRecord,
  { run, attempt }: PublishedStaging,
): CommitRecord | Supplement | undefined {
  return [record, ...record.supplements].find((each) => each.run === run && each.attempt === attempt);
}
