import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A mail address that is subscribed to a topic. */
export interface Subscription {
  address: string;
  /** The queue of what cannot be delivered to it. */
  deadLetterArn: string | undefined;
}

/** A topic and its subscribers. */
export interface TopicSpec {
  name: string;
  region: string;
  arn: string;
  subscriptions: Subscription[];
  /** The text of the topic's own policy; undefined is the one that SNS gives a new topic. */
  policy: string | undefined;
}

const inert = z.unknown().optional();
const topicInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  displayName: inert,
  fifoTopic: z.literal(false).optional(),
  kmsMasterKeyId: inert,
  policy: z.string().optional(),
  tags: inert,
});
const subscriptionInputs = z.strictObject({
  topic: z.string(),
  region: z.string().optional(),
  protocol: z.enum(["email", "email-json"]),
  endpoint: z.string(),
  redrivePolicy: z.string().optional(),
  confirmationTimeoutInMinutes: inert,
  endpointAutoConfirms: inert,
});
const policyInputs = z.strictObject({ arn: z.string(), policy: z.string(), region: z.string().optional() });
const redrivePolicy = z.object({ deadLetterTargetArn: z.string() });

/** The topics of the program, with their subscribers. */
export function topicSpecs(graph: Graph): TopicSpec[] {
  const subscriptions = graph
    .ofType("aws:sns/topicSubscription:TopicSubscription")
    .map((resource) => parseInputs(resource, subscriptionInputs));
  const policies = graph.ofType("aws:sns/topicPolicy:TopicPolicy").map((each) => parseInputs(each, policyInputs));
  return graph.ofType("aws:sns/topic:Topic").map((resource) => {
    const inputs = parseInputs(resource, topicInputs);
    const own = subscriptions.filter(({ topic }) => topic === resource.id);
    return {
      name: String(resource.outputs.name),
      region: resource.region,
      arn: resource.id,
      subscriptions: own.map((each) => ({ address: each.endpoint, deadLetterArn: deadLetterArn(each.redrivePolicy) })),
      policy: policies.find(({ arn }) => arn === resource.id)?.policy ?? inputs.policy,
    };
  });
}

function deadLetterArn(redrive: string | undefined): string | undefined {
  return redrive === undefined ? undefined : redrivePolicy.parse(JSON.parse(redrive)).deadLetterTargetArn;
}
