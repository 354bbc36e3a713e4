import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, type GetObjectCommandOutput, NoSuchKey } from "@aws-sdk/client-s3";
import type { Manifest, ManifestFile } from "../../core/commit/Manifest.ts";
import { SluiceError } from "../../core/errors.ts";
import { inParallel } from "../../core/inParallel.ts";
import type { Lake } from "../s3/Lake.ts";
import type { CountedFile } from "./ConvertFile.ts";

/** A staged file on the local disk. */
export interface FetchedFile extends CountedFile {
  /** Under which S3 gave these very bytes. */
  readonly etag: string;
}

/**
 * Fetches the staged files of a manifest and requires that each has the SHA-256 that the manifest says.
 * @param lake its client must leave checksums to this function, whose error names the object and the mend
 * @param folder where the files go; made here
 * @returns the local files, in the manifest's order
 * @throws SluiceError `verify.corrupted` naming the object, also where it is gone
 */
export async function fetchFiles(lake: Lake, { files }: Manifest, folder: string): Promise<FetchedFile[]> {
  await mkdir(folder, { recursive: true });
  return inParallel([...files.entries()], 16, async ([index, file]) => {
    const path = join(folder, `${index}.parquet`);
    const etag = await download(lake, file, path);
    return { path, place: file.place, rows: file.rows, etag };
  });
}

async function download(lake: Lake, file: ManifestFile, path: string): Promise<string> {
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
