import type { CommitRecord } from "../../core/commit/CommitRecord.ts";
import { isPreconditionFailed } from "../../jobs/s3/isPreconditionFailed.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { putJson } from "../../jobs/s3/putJson.ts";
import type { Read } from "../../jobs/s3/readJson.ts";

/**
 * Writes a commit record in place of the one that was read, if any; answers false where another commit did since.
 */
export async function writeRecord(
  lake: Lake,
  key: string,
  record: CommitRecord,
  current: Read<CommitRecord> | undefined,
): Promise<boolean> {
  try {
    await putJson(lake, key, record, current ? { IfMatch: current.etag } : { IfNoneMatch: "*" });
    return true;
  } catch (error) {
    if (isPreconditionFailed(error)) return false;
    throw error;
  }
}
