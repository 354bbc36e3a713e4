import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ReadSource } from "../../core/commit/Manifest.ts";
import type { SourceObject } from "../../core/commit/Run.ts";
import { SluiceError } from "../../core/errors.ts";
import type { Source } from "./Source.ts";

/** A source object that can be read, and what S3 said of it when it was. */
export interface OpenSource {
  readonly source: Source;
  /** Of the version as S3 has it. Known once the source was read. */
  facts(): ReadSource;
}

/** The version of the landing object that a run is on. */
export function openSource(s3: S3Client, { bucket, key, versionId }: SourceObject): OpenSource {
  let read: ReadSource | undefined;
  const where = `s3://${bucket}/${key}`;
  return {
    source: async () => {
      const got = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
      const { Body, ETag = "", ContentLength = 0, LastModified = new Date(0) } = got;
      if (Body === undefined) throw new SluiceError("convert.no_source", "S3 answered without a body", { where });
      read = { etag: ETag, bytes: ContentLength, lastModified: LastModified.toISOString() };
      return Body as unknown as AsyncIterable<Uint8Array>;
    },
    facts: () => {
      if (read === undefined) throw new SluiceError("convert.unread", "The engine never read the source", { where });
      return read;
    },
  };
}
