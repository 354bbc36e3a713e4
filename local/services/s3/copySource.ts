import { AwsError } from "../kernel/AwsError.ts";
import type { Bucket } from "./Bucket.ts";
import { matches } from "./conditions.ts";
import { findVersion } from "./getObject.ts";
import type { S3Request } from "./S3Request.ts";
import type { StoredVersion } from "./StoredVersion.ts";

/** What a copy reads. */
export interface CopySource {
  from: Bucket;
  original: StoredVersion;
}

/** Finds a bucket, of any region. @throws AwsError `NoSuchBucket` */
export type BucketNamed = (name: string) => Bucket;

/** 5 GiB: the most that is copied by one request. */
export const largestCopy = 5 * 1024 ** 3;

/**
 * The version that `x-amz-copy-source` names, which the caller asks to read.
 * @throws AwsError also where `x-amz-copy-source-if-match` does not hold
 */
export function copySource({ call }: S3Request, bucketNamed: BucketNamed): CopySource {
  const source = parseSource(call.header("x-amz-copy-source") ?? "");
  const from = bucketNamed(source.bucket);
  call.asks(source.versionId === null ? "s3:GetObject" : "s3:GetObjectVersion", `${from.arn}/${source.key}`);
  const original = findVersion({ bucket: from, key: source.key }, source.versionId);
  const ifMatch = call.header("x-amz-copy-source-if-match");
  if (ifMatch !== undefined && !matches(ifMatch, original.etag)) {
    throw new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
  }
  return { from, original };
}

/** @throws AwsError `InvalidRequest` for more bytes than one request copies */
export function checkCopySize(bytes: number): void {
  if (bytes > largestCopy) {
    const what = "The specified copy source is larger than the maximum allowable size for a copy source";
    throw new AwsError("InvalidRequest", `${what}: ${largestCopy}`);
  }
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
