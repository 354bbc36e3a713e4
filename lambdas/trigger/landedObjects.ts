import * as z from "zod";
import type { SourceObject } from "../../core/commit/Run.ts";

const event = z.object({
  Records: z
    .array(
      z.object({
        eventName: z.string(),
        s3: z.object({
          bucket: z.object({ name: z.string() }),
          object: z.object({ key: z.string(), size: z.number(), versionId: z.string(), sequencer: z.string() }),
        }),
      }),
    )
    .optional(),
});

/**
 * The objects that an S3 notification tells of. Keys arrive URL-encoded with `+` for a space; folder markers (keys that
 * end in a slash) and the test event of a new notification tell of none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function landedObjects(body: string): SourceObject[] {
  return (event.parse(JSON.parse(body)).Records ?? [])
    .filter((record) => record.eventName.startsWith("ObjectCreated:"))
    .map(({ s3: { bucket, object } }) => ({
      bucket: bucket.name,
      key: decodeURIComponent(object.key.replaceAll("+", " ")),
      versionId: object.versionId,
      size: object.size,
      sequencer: object.sequencer,
    }))
    .filter((object) => !object.key.endsWith("/"));
}
