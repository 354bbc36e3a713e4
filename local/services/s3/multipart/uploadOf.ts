import type { S3Request } from "../S3Request.ts";
import type { Upload } from "./Upload.ts";

/** The upload that a request names. @throws AwsError `NoSuchUpload` */
export function uploadOf({ call, bucket, key }: S3Request): Upload {
  return bucket.uploads.find(key, call.url.searchParams.get("uploadId") ?? "");
}
