import { renameSync } from "node:fs";
import { AwsError } from "../../kernel/AwsError.ts";
import type { Call } from "../../kernel/Call.ts";
import { xml } from "../../kernel/xml.ts";
import { algorithmNames, defaultAlgorithm } from "../checksumAlgorithms.ts";
import { checksumElements } from "../checksumAnswers.ts";
import { checkWrite } from "../conditions.ts";
import { versionHeader } from "../objectHeaders.ts";
import type { S3Request } from "../S3Request.ts";
import type { StoredVersion } from "../StoredVersion.ts";
import { type Assembled, assemble } from "./assemble.ts";
import { completedParts } from "./completedParts.ts";
import type { Part, Upload } from "./Upload.ts";
import { uploadOf } from "./uploadOf.ts";

/**
 * CompleteMultipartUpload. The object is there at once or not at all; a failed completion leaves the upload open.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export async function completeUpload(request: S3Request): Promise<StoredVersion> {
  const { call, bucket, key } = request;
  call.asks("s3:PutObject", `${bucket.arn}/${key}`);
  const body = (await call.body()).toString("utf8");
  const upload = uploadOf(request);
  checkChecksumType(call, upload);
  const parts = completedParts(upload, bucket.uploads.partsOf(upload), body);
  checkSize(call, parts);
  checkWrite(call, key, bucket.current(key));
  const stored = await bucket.uploads.hold(upload, () => becomeObject(request, upload, parts));
  const { host } = call.request.headers;
  const content = {
    Location: `http://${host}${call.url.pathname}`,
    Bucket: bucket.spec.name,
    Key: key,
    ETag: `"${stored.etag}"`,
    ...checksumElements(stored.checksums),
    ChecksumType: upload.checksumType,
  };
  const headers = { "content-type": "application/xml", ...versionHeader(stored) };
  call.send(200, headers, xml("CompleteMultipartUploadResult", content));
  return stored;
}

/** The condition is judged in the turn in which the object comes to be. */
async function becomeObject(
  { call, bucket, key }: S3Request,
  upload: Upload,
  parts: readonly Part[],
): Promise<StoredVersion> {
  const { uploads } = bucket;
  const whole = uploads.fileOf(upload, { file: "whole" });
  const assembled = await assemble(upload, parts, (part) => uploads.fileOf(upload, part), whole);
  checkChecksum(call, upload, assembled);
  checkWrite(call, key, bucket.current(key));
  // The object's file is named after the upload, so that a host killed before `remove` knows later that it is completed.
  const blob = bucket.newBlob(upload.id);
  renameSync(whole, blob.file);
  const { headers, metadata } = upload;
  const stored = bucket.put({ key, blob: blob.name, ...assembled, headers, metadata });
  uploads.remove(upload);
  return stored;
}

function checkChecksumType(call: Call, { checksumType }: Upload): void {
  const asked = call.header("x-amz-checksum-type")?.toUpperCase();
  if (asked !== undefined && asked !== checksumType) {
    const what = `The upload was created using the ${checksumType} checksum mode. The complete request must use the same`;
    throw new AwsError("InvalidRequest", `${what} checksum mode.`);
  }
}

function checkSize(call: Call, parts: readonly Part[]): void {
  const asked = call.header("x-amz-mp-object-size");
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  if (asked !== undefined && Number(asked) !== bytes) {
    throw new AwsError("InvalidRequest", `The provided 'x-amz-mp-object-size' header value ${asked} does not match`);
  }
}

/** Compares the object's checksum with that of the request, which may lack the number of parts. */
function checkChecksum(call: Call, { algorithm = defaultAlgorithm }: Upload, { checksums }: Assembled): void {
  const claimed = algorithmNames.filter((name) => call.header(`x-amz-checksum-${name}`) !== undefined);
  const found = checksums[algorithm] ?? "";
  for (const name of claimed) {
    const value = call.header(`x-amz-checksum-${name}`);
    if (name !== algorithm || (value !== found && value !== found.split("-")[0])) {
      const what = `The ${name} you specified did not match the calculated checksum.`;
      throw new AwsError("BadDigest", what);
    }
  }
}
