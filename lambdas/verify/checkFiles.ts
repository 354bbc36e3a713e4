import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Manifest, ManifestFile } from "../../core/commit/Manifest.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { inParallel } from "../../core/inParallel.ts";
import { inspect } from "../../jobs/duckdb/inspect.ts";

interface Lake {
  readonly s3: S3Client;
  readonly bucket: string;
  /** A folder for the files, made and removed here. */
  readonly folder: string;
}

/**
 * Reads each staged file of a manifest back: its SHA-256 and number of rows are those of the manifest, and its content
 * is what the contract says.
 * @throws SluiceError `verify.corrupted` or `verify.rows_differ` naming the object, or `inspect.*` of `inspect`
 */
export async function checkFiles(lake: Lake, contract: Contract, { files }: Manifest): Promise<void> {
  await mkdir(lake.folder, { recursive: true });
  try {
    const local = await inParallel([...files.entries()], 8, async ([index, file]) => {
      const path = join(lake.folder, `${index}.parquet`);
      await download(lake, file, path);
      return { path, place: file.place };
    });
    const rows = await inspect(contract, local);
    const wrong = files.find((file, index) => rows[index] !== file.rows);
    if (wrong) throw broken("verify.rows_differ", `The file does not hold ${wrong.rows} rows`, lake.bucket, wrong);
  } finally {
    await rm(lake.folder, { recursive: true, force: true });
  }
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
  throw broken("verify.corrupted", `The file's SHA-256 is ${found}, not ${file.sha256}`, bucket, file);
}

function broken(code: string, what: string, bucket: string, file: ManifestFile): SluiceError {
  return new SluiceError(code, what, {
    where: `s3://${bucket}/${file.key}`,
    mend: "retry the run, which stages it anew",
  });
}
