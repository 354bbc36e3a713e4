import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Lake } from "../s3/Lake.ts";

/** What an object was as it was read. */
export interface Downloaded {
  /** Under which S3 gave these very bytes. */
  readonly etag: string;
  readonly bytes: number;
  /** Base64. */
  readonly sha256: string;
}

/** Writes an object to a local file, and reads it once for that. */
export async function downloadObject({ s3, bucket }: Lake, key: string, path: string): Promise<Downloaded> {
  const { Body, ETag: etag = "" } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const hash = createHash("sha256");
  let bytes = 0;
  const hashed = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(Body as Readable, hashed, createWriteStream(path));
  return { etag, bytes, sha256: hash.digest("base64") };
}
