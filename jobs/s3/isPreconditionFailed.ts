import { S3ServiceException } from "@aws-sdk/client-s3";

/** S3's names for: somebody else was there first. */
const names = ["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"];

/** Whether a conditional request failed for its condition. */
export function isPreconditionFailed(error: unknown): boolean {
  return error instanceof S3ServiceException && names.includes(error.name);
}
