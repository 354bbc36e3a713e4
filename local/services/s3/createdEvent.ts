import type { NotificationSpec } from "../../program/specs/bucketSpecs.ts";
import type { Bucket } from "./Bucket.ts";
import type { StoredVersion } from "./StoredVersion.ts";

/** How an object came to be: the last part of `ObjectCreated:...`. */
export type CreatedKind = "Put" | "Copy" | "CompleteMultipartUpload";

/**
 * The message that S3 sends for a created object.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function createdEvent(
  bucket: Bucket,
  version: StoredVersion,
  notification: NotificationSpec,
  how: { kind: CreatedKind; caller: string; requestId: string },
): string {
  const record = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: bucket.spec.region,
    eventTime: version.lastModified,
    eventName: `ObjectCreated:${how.kind}`,
    userIdentity: { principalId: `AWS:${how.caller}` },
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements: { "x-amz-request-id": how.requestId, "x-amz-id-2": how.requestId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: notification.id,
      bucket: { name: bucket.spec.name, ownerIdentity: { principalId: "local" }, arn: bucket.arn },
      object: {
        key: eventKey(version.key),
        size: version.bytes,
        eTag: version.etag,
        ...(version.versionId === "null" ? {} : { versionId: version.versionId }),
        sequencer: version.sequencer,
      },
    },
  };
  return JSON.stringify({ Records: [record] });
}

/** Whether a notification wants this event: kind of event, prefix and suffix of the key. */
export function wants(notification: NotificationSpec, key: string, kind: CreatedKind): boolean {
  const events = ["s3:ObjectCreated:*", `s3:ObjectCreated:${kind}`];
  const event = notification.events.some((wanted) => events.includes(wanted));
  return event && key.startsWith(notification.prefix) && key.endsWith(notification.suffix);
}

/** URL-encoded as S3 does it in events: `+` for a space, slashes kept. */
function eventKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
}
