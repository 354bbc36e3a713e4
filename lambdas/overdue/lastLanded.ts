import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";

/** An object of the landing bucket, and when it landed. */
export interface Landed {
  readonly bucket: string;
  readonly key: string;
  readonly landed: Date;
}

/** The newest object under a dataset's prefix; undefined where there is none. Folder markers are passed over. */
export async function lastLanded(client: S3Client, bucket: string, dataset: string): Promise<Landed | undefined> {
  let last: Landed | undefined;
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${dataset}/` })) {
    for (const { Key: key = "", LastModified: landed = new Date(0) } of Contents) {
      if (!key.endsWith("/") && (last === undefined || landed > last.landed)) last = { bucket, key, landed };
    }
  }
  return last;
}
