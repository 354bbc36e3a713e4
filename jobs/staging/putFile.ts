import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { sha256OfFile } from "./sha256OfFile.ts";

/** What S3 was told of an uploaded file. */
export interface PutFile {
  readonly bytes: number;
  /** Base64, of the whole file. S3 has compared the bytes that it received with it, or part by part with theirs. */
  readonly sha256: string;
}

interface Upward {
  readonly bucket: string;
  readonly key: string;
  readonly path: string;
}

const attempts = 3;
/** Milliseconds that are waited on average before the first repetition; twice as many before the next. */
const pause = 100;
const mebibyte = 1024 ** 2;
/** Parts of one file on their way at once; with the one being read, this many parts and one are in memory. */
const partsAtOnce = 2;
/** S3 takes no more. */
const mostParts = 10_000;

/**
 * Uploads a file of any size that S3 takes, with SHA-256 checksums, which S3 checks: of the whole in one request where
 * that is no larger than a part, else in parts.
 * @param partSize bytes, from 5 MiB; larger parts are taken where there would be too many. @default 8 MiB
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export async function putFile(s3: S3Client, file: Upward, partSize = 8 * mebibyte): Promise<PutFile> {
  const { size: bytes } = await stat(file.path);
  const sha256 = await sha256OfFile(file.path);
  await (bytes > partSize ? putParts(s3, file, bytes, partSize) : putWhole(s3, file, bytes, sha256));
  return { bytes, sha256 };
}

/** The SDK does not repeat a streamed request, so that is done here, from the file's start. */
async function putWhole(s3: S3Client, file: Upward, bytes: number, sha256: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const body = (await open(file.path)).createReadStream();
    try {
      const checked = { ContentLength: bytes, ChecksumSHA256: sha256 };
      await s3.send(new PutObjectCommand({ ...objectOf(file), Body: body, ...checked }));
      return;
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error;
    } finally {
      body.destroy();
    }
    await setTimeout(Math.random() * pause * 2 ** attempt);
  }
}

/** The SDK holds each part and repeats it where needed; where that is in vain, the parts are removed. */
async function putParts(s3: S3Client, file: Upward, bytes: number, partSize: number): Promise<void> {
  const body = createReadStream(file.path);
  try {
    await new Upload({
      client: s3,
      params: { ...objectOf(file), Body: body, ContentLength: bytes, ChecksumAlgorithm: "SHA256" },
      partSize: Math.max(partSize, Math.ceil(bytes / mostParts)),
      queueSize: partsAtOnce,
    }).done();
  } finally {
    body.destroy();
  }
}

function objectOf({ bucket, key }: Upward) {
  return { Bucket: bucket, Key: key, ContentType: "application/vnd.apache.parquet" };
}

/** An answer of the server's fault, or none at all. */
function isTransient(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === undefined || status >= 500 || status === 429;
}
