import { layout } from "../../core/commit/layout.ts";
import { type Refusal, type Verification, verification } from "../../core/commit/Verdict.ts";
import { listObjects } from "../../jobs/s3/listObjects.ts";
import { putJson } from "../../jobs/s3/putJson.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import { s3In } from "../shared/s3In.ts";
import type { Staged } from "./Staged.ts";

/** Whether an earlier verify found a region good, and neither manifest nor any file was written since. */
export async function isVerified({ region, bucket, manifest }: Staged): Promise<boolean> {
  const lake = { s3: s3In(region), bucket };
  const { run, attempt, files } = manifest.value;
  const found = await readJson(lake.s3, verification, { bucket, key: layout.verified(run, attempt) });
  if (found?.value.manifest !== manifest.etag || found.value.files.length !== files.length) return false;
  const listed = await listObjects(lake, layout.staging(run, attempt));
  const etags = new Map(listed.map(({ key, etag }) => [key, etag]));
  return found.value.files.every(({ key, etag }) => etags.get(key) === etag);
}

/**
 * Remembers that a region's files are good, so that no retry reads them again.
 * @param etags of the files as they were read, in the manifest's order
 * @param versions of what read them
 */
export async function leaveVerified(
  { region, bucket, manifest }: Staged,
  etags: readonly string[],
  versions: Verification["versions"],
): Promise<void> {
  const { run, attempt, files } = manifest.value;
  const read = files.map(({ key }, index) => ({ key, etag: etags[index] ?? "" }));
  const verified: Verification = { manifest: manifest.etag, at: new Date().toISOString(), versions, files: read };
  await putJson({ s3: s3In(region), bucket }, layout.verified(run, attempt), verified);
}

/** Remembers that what is staged in a region is wrong, so that a retry stages it anew. */
export async function leaveRefused({ region, bucket, manifest }: Staged, error: Error): Promise<void> {
  const { run, attempt } = manifest.value;
  const at = new Date().toISOString();
  const refused: Refusal = { manifest: manifest.etag, at, error: error.name, cause: error.message };
  await putJson({ s3: s3In(region), bucket }, layout.refused(run, attempt), refused);
}
