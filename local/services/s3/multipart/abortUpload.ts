import type { S3Request } from "../S3Request.ts";
import { uploadOf } from "./uploadOf.ts";

/** AbortMultipartUpload. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export function abortUpload(request: S3Request): void {
  const { call, bucket, key } = request;
  call.asks("s3:AbortMultipartUpload", `${bucket.arn}/${key}`);
  bucket.uploads.remove(uploadOf(request));
  call.response.writeHead(204).end();
}
