import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
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
  const sha256 = bytes > partSize ? await putParts(s3, file, bytes, partSize) : await putWhole(s3, file);
  return { bytes, sha256 };
}

/** Read once, for the checksum and the request: files may be many and small. The SDK repeats the request where needed. */
async function putWhole(s3: S3Client, file: Upward): Promise<string> {
  const body = await readFile(file.path);
  const sha256 = createHash("sha256").update(body).digest("base64");
  await s3.send(new PutObjectCommand({ ...objectOf(file), Body: body, ChecksumSHA256: sha256 }));
  return sha256;
}

/** The SDK holds each part and repeats it where needed; where that is in vain, the parts are removed. */
async function putParts(s3: S3Client, file: Upward, bytes: number, partSize: number): Promise<string> {
  const sha256 = await sha256OfFile(file.path);
  const body = createReadStream(file.path);
  try {
    await new Upload({
      client: s3,
      params: { ...objectOf(file), Body: body, ContentLength: bytes, ChecksumAlgorithm: "SHA256" },
      partSize: Math.max(partSize, Math.ceil(bytes / mostParts)),
      queueSize: partsAtOnce,
    }).done();
    return sha256;
  } finally {
    body.destroy();
  }
}

function objectOf({ bucket, key }: Upward) {
  return { Bucket: bucket, Key: key, ContentType: "application/vnd.apache.parquet" };
}
