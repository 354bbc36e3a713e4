import * as z from "zod";
import type { SourceObject } from "../../core/commit/Run.ts";
import { replaysFolder } from "../../core/replay/replaysFolder.ts";

const event = z.object({
  Records: z
    .array(
      z.object({
        eventName: z.string(),
        eventTime: z.iso.datetime(),
        s3: z.object({
          bucket: z.object({ name: z.string() }),
          object: z.object({ key: z.string(), size: z.number(), versionId: z.string(), sequencer: z.string() }),
        }),
      }),
    )
    .optional(),
});

/** An object that landed, and when: milliseconds since 1970. */
export interface Landed {
  readonly source: SourceObject;
  readonly landedAt: number;
}

/**
 * The objects that an S3 notification tells of. Keys arrive URL-encoded with `+` for a space; folder markers (keys that
 * end in a slash), the corrections of replays, which are started as they are asked for, and the test event of a new
 * notification tell of none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function landedObjects(body: string): Landed[] {
  return (event.parse(JSON.parse(body)).Records ?? [])
    .filter((record) => record.eventName.startsWith("ObjectCreated:"))
    .map(({ eventTime, s3: { bucket, object } }) => ({
      source: sourceOf(bucket, object),
      landedAt: Date.parse(eventTime),
    }))
    .filter(({ source }) => !source.key.endsWith("/") && !source.key.startsWith(replaysFolder));
}

function sourceOf(bucket: { name: string }, { key, versionId, size, sequencer }: Omit<SourceObject, "bucket">) {
  return { bucket: bucket.name, key: decodeURIComponent(key.replaceAll("+", " ")), versionId, size, sequencer };
}
