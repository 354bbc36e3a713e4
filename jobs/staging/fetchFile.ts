import { NoSuchKey } from "@aws-sdk/client-s3";
import type { ManifestFile } from "../../core/commit/Manifest.ts";
import { SluiceError } from "../../core/errors.ts";
import type { Lake } from "../s3/Lake.ts";
import { type Downloaded, downloadObject } from "./downloadObject.ts";

/**
 * Fetches a staged file, and requires that it has the SHA-256 that the manifest says.
 * @param lake its client must leave checksums to this function, whose error names the object and the mend
 * @param path where it goes
 * @returns the ETag under which S3 gave these very bytes
 * @throws SluiceError `verify.corrupted` naming the object, also where it is gone
 */
export async function fetchFile(lake: Lake, file: ManifestFile, path: string): Promise<string> {
  const { etag, sha256 } = await download(lake, file, path);
  if (sha256 !== file.sha256) throw corrupted(lake, file, `The file's SHA-256 is ${sha256}, not ${file.sha256}`);
  return etag;
}

async function download(lake: Lake, file: ManifestFile, path: string): Promise<Downloaded> {
  try {
    return await downloadObject(lake, file.key, path);
  } catch (error) {
    throw error instanceof NoSuchKey ? corrupted(lake, file, "The file is gone") : error;
  }
}

function corrupted({ bucket }: Lake, { key }: ManifestFile, what: string): SluiceError {
  return new SluiceError("verify.corrupted", what, {
    where: `s3://${bucket}/${key}`,
    mend: "retry the run, which stages it anew",
  });
}
