import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import type { CommitRecord } from "../../core/commit/CommitRecord.ts";
import { type Intent, intent } from "../../core/commit/Intent.ts";
import { isSettled } from "../../core/commit/isSettled.ts";
import { layout } from "../../core/commit/layout.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import { staleFiles } from "../../core/commit/staleFiles.ts";
import { supersededIntents } from "../../core/commit/supersededIntents.ts";
import { isPreconditionFailed } from "../../jobs/s3/isPreconditionFailed.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { listObjects } from "../../jobs/s3/listObjects.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import { removeObjects } from "./removeObjects.ts";

interface KeptIntent extends Intent {
  readonly key: string;
  readonly etag: string;
}

/**
 * Removes every file of a source object that what is published supersedes, whoever copied it and however its commit
 * ended, and rejects that a replay took the place of; then the intents of what is superseded, save those whose commit may
 * still be at work: the next clean-up sees to them.
 */
export async function cleanUp(lake: Lake, dataset: string, published: CommitRecord): Promise<void> {
  const intents = await intentsOf(lake, dataset, published);
  await removeObjects(lake, staleFiles(published, intents));
  const superseded = supersededIntents(published, intents);
  const now = new Date();
  await Promise.all(superseded.filter((each) => isSettled(each, now)).map((each) => removeIntent(lake, each)));
}

async function intentsOf(lake: Lake, dataset: string, { source }: CommitRecord): Promise<KeptIntent[]> {
  const listed = await listObjects(lake, layout.intents(dataset, sourceFolder(source)));
  const read = await Promise.all(
    listed.map(async ({ key }) => ({ key, read: await readJson(lake.s3, intent, { bucket: lake.bucket, key }) })),
  );
  return read.flatMap(({ key, read: each }) => (each ? [{ ...each.value, key, etag: each.etag }] : []));
}

/** A retry of its commit may have written it anew since: then it stays. */
async function removeIntent({ s3, bucket }: Lake, { key, etag }: KeptIntent): Promise<void> {
  try {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag }));
  } catch (error) {
    if (!isPreconditionFailed(error)) throw error;
  }
}
