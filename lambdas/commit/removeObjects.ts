import { DeleteObjectsCommand } from "@aws-sdk/client-s3";
import type { Lake } from "../../jobs/s3/Lake.ts";

/** Removes objects, 1,000 a request as S3 takes them; one that is not there is no error. */
export async function removeObjects({ s3, bucket }: Lake, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += 1000) {
    const Objects = keys.slice(start, start + 1000).map((Key) => ({ Key }));
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    if (Errors[0]) throw new Error(`${Errors.length} objects could not be removed: ${JSON.stringify(Errors[0])}`);
  }
}
