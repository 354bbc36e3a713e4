import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A queue as the local SQS serves it; times in seconds. */
export interface QueueSpec {
  name: string;
  region: string;
  arn: string;
  /** The URL that the program sees, of AWS's own host. */
  url: string;
  visibilityTimeout: number;
  delay: number;
  retention: number;
  receiveWait: number;
  redrive: { deadLetterArn: string; maxReceiveCount: number } | undefined;
  /** The text of the queue's own policy. */
  policy: string | undefined;
}

const inert = z.unknown().optional();
const queueInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  fifoQueue: z.literal(false).optional(),
  visibilityTimeoutSeconds: z.number().default(30),
  delaySeconds: z.number().default(0),
  messageRetentionSeconds: z.number().default(345_600),
  receiveWaitTimeSeconds: z.number().default(0),
  redrivePolicy: z.string().optional(),
  policy: z.string().optional(),
  redriveAllowPolicy: inert,
  maxMessageSize: inert,
  kmsMasterKeyId: inert,
  kmsDataKeyReusePeriodSeconds: inert,
  sqsManagedSseEnabled: inert,
  tags: inert,
});
const redrivePolicy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });

const policyInputs = z.strictObject({ queueUrl: z.string(), policy: z.string(), region: z.string().optional() });

/** The queues of the program. */
export function queueSpecs(graph: Graph): QueueSpec[] {
  const policies = graph.ofType("aws:sqs/queuePolicy:QueuePolicy").map((each) => parseInputs(each, policyInputs));
  return graph.ofType("aws:sqs/queue:Queue").map((resource) => {
    const inputs = parseInputs(resource, queueInputs);
    const redrive =
      inputs.redrivePolicy === undefined ? undefined : redrivePolicy.parse(JSON.parse(inputs.redrivePolicy));
    return {
      name: String(resource.outputs.name),
      region: resource.region,
      arn: String(resource.outputs.arn),
      url: String(resource.outputs.url),
      visibilityTimeout: inputs.visibilityTimeoutSeconds,
      delay: inputs.delaySeconds,
      retention: inputs.messageRetentionSeconds,
      receiveWait: inputs.receiveWaitTimeSeconds,
      redrive: redrive && { deadLetterArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
      policy: policies.find(({ queueUrl }) => queueUrl === resource.id)?.policy ?? inputs.policy,
    };
  });
}
