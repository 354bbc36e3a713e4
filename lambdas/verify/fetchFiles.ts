import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Manifest, ManifestFile } from "../../core/commit/Manifest.ts";
import { SluiceError } from "../../core/errors.ts";
import { inParallel } from "../../core/inParallel.ts";
import type { ParquetFile } from "../../jobs/staging/ParquetFile.ts";

interface Lake {
  readonly s3: S3Client;
  readonly bucket: string;
  /** Where the files go; made here. */
  readonly folder: string;
}

/**
 * Fetches the staged files of a manifest and requires that each has the SHA-256 that the manifest says.
 * @returns the local files, in the manifest's order
 * @throws SluiceError `verify.corrupted` naming the object
 */
export async function fetchFiles(lake: Lake, { files }: Manifest): Promise<ParquetFile[]> {
  await mkdir(lake.folder, { recursive: true });
  return inParallel([...files.entries()], 16, async ([index, file]) => {
    const path = join(lake.folder, `${index}.parquet`);
    await download(lake, file, path);
    return { path, place: file.place };
  });
}

async function download({ s3, bucket }: Lake, file: ManifestFile, path: string): Promise<void> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: file.key }));
  const hash = createHash("sha256");
  const hashed = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(Body as Readable, hashed, createWriteStream(path));
  const found = hash.digest("base64");
  if (found === file.sha256) return;
  throw new SluiceError("verify.corrupted", `The file's SHA-256 is ${found}, not ${file.sha256}`, {
    where: `s3://${bucket}/${file.key}`,
    mend: "retry the run, which stages it anew",
  });
}
