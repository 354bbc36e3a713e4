import { rm } from "node:fs/promises";
import { AwsError } from "../../kernel/AwsError.ts";
import type { Call } from "../../kernel/Call.ts";
import { checksumHeaders } from "../checksumAnswers.ts";
import type { Digested } from "../Digests.ts";
import { claimedAlgorithm, receiveBody } from "../receiveBody.ts";
import type { S3Request } from "../S3Request.ts";
import type { Part, Upload } from "./Upload.ts";
import { uploadOf } from "./uploadOf.ts";

/** UploadPart. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(request: S3Request): Promise<void> {
  const { call, bucket, key } = request;
  call.asks("s3:PutObject", `${bucket.arn}/${key}`);
  const number = partNumber(call);
  const upload = uploadOf(request);
  checkAlgorithm(call, upload);
  const { checksums, etag } = await takePart(request, upload, number, (file) => receiveBody(call, file));
  call.send(200, { etag: `"${etag}"`, ...checksumHeaders(checksums) });
}

/** Makes a part of the bytes that are written into a file; that file is gone if they are not wanted. */
export async function takePart(
  { bucket }: Pick<S3Request, "bucket">,
  upload: Upload,
  number: number,
  write: (file: string) => Promise<Digested>,
): Promise<Digested & Pick<Part, "lastModified">> {
  const { file } = bucket.newBlob();
  try {
    const digested = await write(file);
    const { bytes, etag, checksums } = digested;
    const checksum = upload.algorithm && checksums[upload.algorithm];
    const { lastModified } = bucket.uploads.addPart(upload, file, { number, bytes, etag, checksum });
    return { ...digested, lastModified };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** @throws AwsError `InvalidArgument` */
export function partNumber(call: Call): number {
  const text = call.url.searchParams.get("partNumber") ?? "";
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 10_000) {
    throw new AwsError("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
  }
  return number;
}

/** A part must come with the checksum that its upload was created with; where that names none, any will do. */
function checkAlgorithm(call: Call, { algorithm }: Upload): void {
  const claimed = claimedAlgorithm(call);
  if (algorithm !== undefined && claimed !== algorithm) {
    const types = `expected checksum Type: ${algorithm}, actual checksum Type: ${claimed ?? null}`;
    throw new AwsError("InvalidRequest", `Checksum Type mismatch occurred, ${types}`);
  }
}
