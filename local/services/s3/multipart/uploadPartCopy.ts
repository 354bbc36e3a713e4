import { AwsError } from "../../kernel/AwsError.ts";
import type { Call } from "../../kernel/Call.ts";
import { xml } from "../../kernel/xml.ts";
import { defaultAlgorithm } from "../checksumAlgorithms.ts";
import { checksumElements } from "../checksumAnswers.ts";
import { type ByteRange, copyDigested } from "../copyDigested.ts";
import { type BucketNamed, checkCopySize, copySource } from "../copySource.ts";
import { versionHeader } from "../objectHeaders.ts";
import type { S3Request } from "../S3Request.ts";
import type { StoredVersion } from "../StoredVersion.ts";
import { uploadOf } from "./uploadOf.ts";
import { partNumber, takePart } from "./uploadPart.ts";

/** UploadPartCopy. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export async function uploadPartCopy(request: S3Request, bucketNamed: BucketNamed): Promise<void> {
  const { call, bucket, key } = request;
  const { from, original } = copySource(request, bucketNamed);
  call.asks("s3:PutObject", `${bucket.arn}/${key}`);
  const number = partNumber(call);
  const upload = uploadOf(request);
  const range = copyRange(call, original);
  checkCopySize(range === undefined ? original.bytes : range.end - range.start + 1);
  const algorithm = upload.algorithm ?? defaultAlgorithm;
  const part = await takePart(request, upload, number, (file) =>
    copyDigested(from.fileOf(original), file, algorithm, range),
  );
  const { "x-amz-version-id": sourceVersion } = versionHeader(original);
  const headers = {
    "content-type": "application/xml",
    ...(sourceVersion === undefined ? {} : { "x-amz-copy-source-version-id": sourceVersion }),
  };
  const checksums = upload.algorithm ? checksumElements(part.checksums) : {};
  const content = { ETag: `"${part.etag}"`, LastModified: part.lastModified, ...checksums };
  call.send(200, headers, xml("CopyPartResult", content));
}

/** First and last byte to copy; undefined for the whole. Unlike the range of a read, it must lie within the source. */
function copyRange(call: Call, { bytes }: StoredVersion): ByteRange | undefined {
  const header = call.header("x-amz-copy-source-range");
  if (header === undefined) {
    return undefined;
  }
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(header)?.map(Number) ?? [];
  if (start === undefined || end === undefined || start > end) {
    const what = "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the";
    throw new AwsError("InvalidArgument", `${what} zero-based offsets of the first and last bytes to copy`);
  }
  if (end >= bytes) {
    throw new AwsError("InvalidArgument", `Range specified is not valid for source object of size: ${bytes}`);
  }
  return { start, end };
}
