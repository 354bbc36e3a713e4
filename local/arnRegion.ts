/**
 * The region of an ARN; empty where it has none, as that of a bucket, or is no ARN.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function arnRegion(arn: string): string {
  return arn.split(":")[3] ?? "";
}
