import { constants } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import type { Call } from "../kernel/Call.ts";
import { xml } from "../kernel/xml.ts";
import { algorithmNamed, algorithmNames, type ChecksumAlgorithm, defaultAlgorithm } from "./checksumAlgorithms.ts";
import { checksumElements, checksumTypeOf } from "./checksumAnswers.ts";
import { checkWrite } from "./conditions.ts";
import { copyDigested } from "./copyDigested.ts";
import { type BucketNamed, type CopySource, checkCopySize, copySource } from "./copySource.ts";
import type { Digested } from "./Digests.ts";
import { metaOf, versionHeader } from "./objectHeaders.ts";
import type { S3Request } from "./S3Request.ts";
import type { StoredVersion } from "./StoredVersion.ts";

/**
 * CopyObject, also from another bucket or region. What was uploaded in parts becomes one object with the MD5 of its bytes
 * as its ETag. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export async function copyObject(request: S3Request, bucketNamed: BucketNamed): Promise<StoredVersion> {
  const { call, bucket, key } = request;
  const source = copySource(request, bucketNamed);
  call.asks("s3:PutObject", `${bucket.arn}/${key}`);
  const { original } = source;
  checkCopySize(original.bytes);
  const blob = bucket.newBlob();
  try {
    const digested = await copyBytes(source, blob.file, algorithmOf(call, original));
    checkWrite(call, key, bucket.current(key));
    const { headers, metadata } = original;
    const replaced = call.header("x-amz-metadata-directive")?.toUpperCase() === "REPLACE" ? metaOf(call) : {};
    const stored = bucket.put({ key, blob: blob.name, ...digested, headers, metadata, ...replaced });
    answer(call, original, stored);
    return stored;
  } catch (error) {
    await rm(blob.file, { force: true });
    throw error;
  }
}

/** Bytes that need no digest are not read: a file system that can shares them between both files until one changes. */
async function copyBytes({ from, original }: CopySource, to: string, algorithm: ChecksumAlgorithm): Promise<Digested> {
  const file = from.fileOf(original);
  const { bytes, etag, checksums } = original;
  if (original.parts !== undefined || checksums[algorithm] === undefined) {
    return await copyDigested(file, to, algorithm);
  }
  await copyFile(file, to, constants.COPYFILE_FICLONE);
  return { bytes, etag, checksums };
}

/** The algorithm that is asked for, or that of the source. */
function algorithmOf(call: Call, { checksums }: StoredVersion): ChecksumAlgorithm {
  const kept = algorithmNames.find((name) => checksums[name] !== undefined);
  return algorithmNamed(call.header("x-amz-checksum-algorithm")) ?? kept ?? defaultAlgorithm;
}

function answer(call: Call, original: StoredVersion, stored: StoredVersion): void {
  const { "x-amz-version-id": sourceVersion } = versionHeader(original);
  const headers = {
    "content-type": "application/xml",
    ...versionHeader(stored),
    ...(sourceVersion === undefined ? {} : { "x-amz-copy-source-version-id": sourceVersion }),
  };
  const { etag, lastModified, checksums } = stored;
  const content = {
    ETag: `"${etag}"`,
    LastModified: lastModified,
    ...checksumElements(checksums),
    ChecksumType: checksumTypeOf(checksums),
  };
  call.send(200, headers, xml("CopyObjectResult", content));
}
