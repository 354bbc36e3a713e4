import { copyFile, rm } from "node:fs/promises";
import { AwsError } from "../kernel/AwsError.ts";
import { xml } from "../kernel/xml.ts";
import type { Bucket } from "./Bucket.ts";
import { checkWrite, matches } from "./conditions.ts";
import { findVersion } from "./getObject.ts";
import { metaOf, versionHeader } from "./objectHeaders.ts";
import type { S3Request } from "./S3Request.ts";
import type { StoredVersion } from "./StoredVersion.ts";

/** CopyObject, also from another bucket or region. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export async function copyObject(
  { call, bucket, key }: S3Request,
  bucketNamed: (name: string) => Bucket,
): Promise<StoredVersion> {
  const source = parseSource(call.header("x-amz-copy-source") ?? "");
  const from = bucketNamed(source.bucket);
  call.asks(source.versionId === null ? "s3:GetObject" : "s3:GetObjectVersion", `${from.arn}/${source.key}`);
  call.asks("s3:PutObject", `${bucket.arn}/${key}`);
  const original = findVersion({ bucket: from, key: source.key }, source.versionId);
  const ifMatch = call.header("x-amz-copy-source-if-match");
  if (ifMatch !== undefined && !matches(ifMatch, original.etag)) {
    throw new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
  }
  const blob = bucket.newBlob();
  await copyFile(from.fileOf(original), blob.file);
  try {
    checkWrite(call, key, bucket.current(key));
  } catch (error) {
    await rm(blob.file, { force: true });
    throw error;
  }
  const replaced = call.header("x-amz-metadata-directive")?.toUpperCase() === "REPLACE" ? metaOf(call) : {};
  const { bytes, etag, checksums, headers, metadata } = original;
  const stored = bucket.put({ key, blob: blob.name, bytes, etag, checksums, headers, metadata, ...replaced });
  const { "x-amz-version-id": sourceVersion } = versionHeader(original);
  const answerHeaders = {
    "content-type": "application/xml",
    ...versionHeader(stored),
    ...(sourceVersion === undefined ? {} : { "x-amz-copy-source-version-id": sourceVersion }),
  };
  call.send(200, answerHeaders, xml("CopyObjectResult", { ETag: `"${etag}"`, LastModified: stored.lastModified }));
  return stored;
}

/** `/bucket/key?versionId=v`, percent-encoded, the first slash optional. */
function parseSource(header: string): { bucket: string; key: string; versionId: string | null } {
  const [path = "", query = ""] = header.replace(/^\//, "").split("?");
  const slash = path.indexOf("/");
  if (slash <= 0) {
    throw new AwsError("InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
  }
  const key = decodeURIComponent(path.slice(slash + 1));
  return { bucket: path.slice(0, slash), key, versionId: new URLSearchParams(query).get("versionId") };
}
