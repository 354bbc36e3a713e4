import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, type GetObjectCommandOutput, NoSuchKey } from "@aws-sdk/client-s3";
import type { ManifestFile } from "../../core/commit/Manifest.ts";
import { SluiceError } from "../../core/errors.ts";
import type { Lake } from "../s3/Lake.ts";

/**
 * Fetches a staged file, and requires that it has the SHA-256 that the manifest says.
 * @param lake its client must leave checksums to this function, whose error names the object and the mend
 * @param path where it goes
 * @returns the ETag under which S3 gave these very bytes
 * @throws SluiceError `verify.corrupted` naming the object, also where it is gone
 */
export async function fetchFile(lake: Lake, file: ManifestFile, path: string): Promise<string> {
  const { Body, ETag = "" } = await open(lake, file);
  const hash = createHash("sha256");
  const hashed = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(Body as Readable, hashed, createWriteStream(path));
  const found = hash.digest("base64");
  if (found !== file.sha256) throw corrupted(lake, file, `The file's SHA-256 is ${found}, not ${file.sha256}`);
  return ETag;
}

async function open(lake: Lake, file: ManifestFile): Promise<GetObjectCommandOutput> {
  try {
    return await lake.s3.send(new GetObjectCommand({ Bucket: lake.bucket, Key: file.key }));
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
