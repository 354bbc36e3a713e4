import type { CommitRecord, Supplement } from "./CommitRecord.ts";

/** The record with what was published, by the run or a replay of it, marked as done in catalog and warehouse too. */
export function finishedRecord(record: CommitRecord, done: CommitRecord | Supplement, now: Date): CommitRecord {
  const finishedAt = now.toISOString();
  if (done === record) return { ...record, finishedAt };
  const supplements = record.supplements.map((each) => (each === done ? { ...each, finishedAt } : each));
  return { ...record, supplements };
}
