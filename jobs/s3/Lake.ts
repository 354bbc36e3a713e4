import type { S3Client } from "@aws-sdk/client-s3";

/** A region's lake bucket, and a client that reaches it. */
export interface Lake {
  readonly s3: S3Client;
  readonly bucket: string;
}
