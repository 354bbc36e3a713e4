import { DeleteObjectsCommand, PutObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { type CommitRecord, commitRecord } from "../../core/commit/CommitRecord.ts";
import { commitRecordOf } from "../../core/commit/commitRecordOf.ts";
import { decideCommit } from "../../core/commit/decideCommit.ts";
import { layout } from "../../core/commit/layout.ts";
import type { Manifest } from "../../core/commit/Manifest.ts";
import type { Run } from "../../core/commit/Run.ts";
import { inParallel } from "../../core/inParallel.ts";
import { type Read, readJson } from "../shared/readJson.ts";
import { copyFile } from "./copyFile.ts";

/** What a commit came to. `finished`: an earlier try at this very attempt had published already. */
export type CommitStatus = "published" | "finished" | "superseded";

interface Lake {
  readonly s3: S3Client;
  readonly bucket: string;
}

/**
 * Publishes the files of a verified manifest in one region: copies them to final keys, which carry run and attempt, then
 * writes the commit record under the condition that nobody did since it was read, then removes the files of the version
 * that it replaces. Every part may be repeated.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function publish(lake: Lake, run: Run, manifest: Manifest): Promise<CommitStatus> {
  const key = layout.commitRecord(run.dataset, run.source);
  for (let copied = false; ; copied = true) {
    const current = await readJson(lake.s3, commitRecord, { bucket: lake.bucket, key });
    const mine = commitRecordOf(run, manifest, current?.value);
    const decision = decideCommit(current?.value, mine);
    if (decision === "superseded") {
      await remove(lake, keysOf(mine));
      return "superseded";
    }
    if (decision === "finished") {
      await remove(lake, current?.value.replaced ?? []);
      return "finished";
    }
    if (!copied) await copy(lake, manifest, mine);
    if (await writeRecord(lake, key, mine, current)) {
      await remove(lake, mine.replaced);
      return "published";
    }
  }
}

async function copy({ s3, bucket }: Lake, manifest: Manifest, record: CommitRecord): Promise<void> {
  await inParallel([...manifest.files.entries()], 16, async ([index, { key: from, bytes }]) => {
    const to = record.files[index]?.key ?? "";
    await copyFile({ s3, bucket }, { from, to, bytes });
  });
}

/** Answers false where another commit wrote the record since it was read. */
async function writeRecord(
  { s3, bucket }: Lake,
  key: string,
  record: CommitRecord,
  current: Read<CommitRecord> | undefined,
): Promise<boolean> {
  const condition = current ? { IfMatch: current.etag } : { IfNoneMatch: "*" };
  try {
    const body = { Body: JSON.stringify(record, null, 2), ContentType: "application/json" };
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, ...body, ...condition }));
    return true;
  } catch (error) {
    const lost = ["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"];
    if (error instanceof S3ServiceException && lost.includes(error.name)) return false;
    throw error;
  }
}

/** Removes objects, 1,000 a request as S3 takes them; one that is not there is no error. */
async function remove({ s3, bucket }: Lake, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += 1000) {
    const Objects = keys.slice(start, start + 1000).map((Key) => ({ Key }));
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    if (Errors[0]) throw new Error(`${Errors.length} objects could not be removed: ${JSON.stringify(Errors[0])}`);
  }
}

function keysOf(record: CommitRecord): string[] {
  return record.files.map((file) => file.key);
}
