import { GetObjectCommand, type S3Client, S3ServiceException } from "@aws-sdk/client-s3";
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

/**
 * The version of the landing object that a run is on, whatever lands under its key meanwhile. Reading it fails with
 * `file.deleted` where it is not there any more.
 */
export function openSource(
  s3: S3Client,
  { bucket, key, versionId }: Omit<SourceObject, "sequencer" | "size">,
): OpenSource {
  let read: ReadSource | undefined;
  const where = `s3://${bucket}/${key}`;
  return {
    source: async () => {
      const asked = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
      const got = await s3.send(asked).catch((cause) => {
        throw deletedError(cause, where) ?? cause;
      });
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

function deletedError(cause: unknown, where: string): SluiceError | undefined {
  if (!(cause instanceof S3ServiceException) || !["NoSuchVersion", "NoSuchKey"].includes(cause.name)) return undefined;
  return new SluiceError("file.deleted", "The version was deleted before it was read", {
    where,
    mend: "land the file again",
    cause,
  });
}
