import { rm } from "node:fs/promises";
import { checksumHeaders } from "./checksumAnswers.ts";
import { checkWrite } from "./conditions.ts";
import { metaOf, versionHeader } from "./objectHeaders.ts";
import { receiveBody } from "./receiveBody.ts";
import type { S3Request } from "./S3Request.ts";
import type { StoredVersion } from "./StoredVersion.ts";

/** PutObject. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject({ call, bucket, key }: S3Request): Promise<StoredVersion> {
  call.asks("s3:PutObject", `${bucket.arn}/${key}`);
  const blob = bucket.newBlob();
  const received = await receiveBody(call, blob.file);
  try {
    checkWrite(call, key, bucket.current(key));
  } catch (error) {
    await rm(blob.file, { force: true });
    throw error;
  }
  const stored = bucket.put({ key, blob: blob.name, ...received, ...metaOf(call) });
  call.send(200, {
    etag: `"${stored.etag}"`,
    ...versionHeader(stored),
    ...checksumHeaders(stored.checksums),
    "x-amz-checksum-type": "FULL_OBJECT",
  });
  return stored;
}
