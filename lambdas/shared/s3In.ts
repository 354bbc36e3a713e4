import { S3Client } from "@aws-sdk/client-s3";

const clients = new Map<string, S3Client>();

/** The S3 client of a region, made once. Each request goes to the bucket's own region. */
export function s3In(region: string): S3Client {
  const client = clients.get(region) ?? new S3Client({ region });
  clients.set(region, client);
  return client;
}
