import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Lake } from "./Lake.ts";

/** What must hold for a write; the ETag of what is there, or that nothing is. */
export type WriteCondition = { readonly IfMatch: string } | { readonly IfNoneMatch: "*" };

/**
 * Writes a value as a JSON object; S3 answers PreconditionFailed where a condition does not hold.
 * @returns the ETag under which S3 has it
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function putJson(
  { s3, bucket }: Lake,
  key: string,
  value: object,
  condition?: WriteCondition,
): Promise<string> {
  const body = { Body: JSON.stringify(value, null, 2), ContentType: "application/json" };
  const { ETag = "" } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, ...body, ...condition }));
  return ETag;
}
