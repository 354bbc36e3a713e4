import { type _Object, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { Lake } from "./Lake.ts";

export interface ListedObject {
  readonly key: string;
  readonly etag: string;
}

/** Every object under a prefix, in the order of keys. */
export async function listObjects({ s3: client, bucket: Bucket }: Lake, Prefix: string): Promise<ListedObject[]> {
  const found: ListedObject[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
    found.push(...Contents.map(({ Key = "", ETag = "" }: _Object) => ({ key: Key, etag: ETag })));
  }
  return found;
}
