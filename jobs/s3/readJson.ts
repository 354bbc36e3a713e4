import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import type { z } from "zod";

/** A JSON object of S3 and the ETag under which it was read. */
export interface Read<T> {
  readonly value: T;
  readonly etag: string;
}

/** Reads and checks a JSON object; undefined where there is none. */
export async function readJson<S extends z.ZodType>(
  s3: S3Client,
  schema: S,
  object: { readonly bucket: string; readonly key: string },
): Promise<Read<z.infer<S>> | undefined> {
  try {
    const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: object.bucket, Key: object.key }));
    return { value: schema.parse(JSON.parse((await Body?.transformToString()) ?? "")), etag: ETag ?? "" };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
