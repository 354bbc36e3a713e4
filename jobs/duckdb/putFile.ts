import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

/** What S3 was told of an uploaded file. */
export interface PutFile {
  readonly bytes: number;
  /** Base64; S3 has compared it with what it received. */
  readonly sha256: string;
}

const attempts = 3;

/**
 * Streams a file of up to 5 GB to S3 with its SHA-256, which S3 checks. The SDK does not repeat a streamed request, so
 * that is done here, from the file's start.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export async function putFile(
  s3: S3Client,
  { bucket, key, path }: { bucket: string; key: string; path: string },
): Promise<PutFile> {
  const { size: bytes } = await stat(path);
  const sha256 = await sha256Of(path);
  for (let attempt = 1; ; attempt += 1) {
    const body = createReadStream(path);
    try {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: body,
          ContentLength: bytes,
          ContentType: "application/vnd.apache.parquet",
          ChecksumSHA256: sha256,
        }),
      );
      return { bytes, sha256 };
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error;
    } finally {
      body.destroy();
    }
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("base64");
}

/** An answer of the server's fault, or none at all. */
function isTransient(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === undefined || status >= 500 || status === 429;
}
