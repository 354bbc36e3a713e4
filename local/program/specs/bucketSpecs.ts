import { z } from "zod";
import type { Graph } from "../Graph.ts";
import type { Resource } from "../Resource.ts";
import { parseInputs } from "./parseInputs.ts";

/** An object-created notification of a bucket to a queue. */
export interface NotificationSpec {
  id: string;
  queueArn: string;
  /** `s3:ObjectCreated:*` or one of its kinds. */
  events: string[];
  prefix: string;
  suffix: string;
}

/** A bucket as the local S3 serves it. */
export interface BucketSpec {
  name: string;
  region: string;
  versioned: boolean;
  notifications: NotificationSpec[];
}

const inert = z.unknown().optional();
const bucketInputs = z.strictObject({
  bucket: z.string().optional(),
  bucketPrefix: z.undefined().optional(),
  region: z.string().optional(),
  forceDestroy: inert,
  tags: inert,
});
const versioningInputs = z.object({ bucket: z.string(), versioningConfiguration: z.object({ status: z.string() }) });
const queueNotification = z.strictObject({
  id: z.string().optional(),
  queueArn: z.string(),
  events: z.array(z.string()),
  filterPrefix: z.string().default(""),
  filterSuffix: z.string().default(""),
});
const notificationInputs = z.strictObject({
  bucket: z.string(),
  region: z.string().optional(),
  queues: z.array(queueNotification).default([]),
});

/** The buckets of the program, with their versioning and notifications. */
export function bucketSpecs(graph: Graph): BucketSpec[] {
  const versioned = new Set(graph.ofType("aws:s3/bucketVersioning:BucketVersioning").flatMap(enabledBucket));
  const notifications = graph.ofType("aws:s3/bucketNotification:BucketNotification").map(notificationsOf);
  return graph.ofType("aws:s3/bucket:Bucket").map((resource) => {
    parseInputs(resource, bucketInputs);
    const name = resource.id;
    const own = notifications.filter((notification) => notification.bucket === name);
    return {
      name,
      region: resource.region,
      versioned: versioned.has(name),
      notifications: own.flatMap(({ specs }) => specs),
    };
  });
}

function enabledBucket(resource: Resource): string[] {
  const { bucket, versioningConfiguration } = parseInputs(resource, versioningInputs);
  return versioningConfiguration.status === "Enabled" ? [bucket] : [];
}

function notificationsOf(resource: Resource): { bucket: string; specs: NotificationSpec[] } {
  const { bucket, queues } = parseInputs(resource, notificationInputs);
  const specs = queues.map((queue, index) => ({
    id: queue.id ?? `${resource.name}-${index}`,
    queueArn: queue.queueArn,
    events: queue.events,
    prefix: queue.filterPrefix,
    suffix: queue.filterSuffix,
  }));
  return { bucket, specs };
}
