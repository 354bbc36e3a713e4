import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A topic and the mail addresses subscribed to it. */
export interface TopicSpec {
  name: string;
  region: string;
  arn: string;
  addresses: string[];
}

const inert = z.unknown().optional();
const topicInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  displayName: inert,
  fifoTopic: z.literal(false).optional(),
  kmsMasterKeyId: inert,
  policy: inert,
  tags: inert,
});
const subscriptionInputs = z.strictObject({
  topic: z.string(),
  region: z.string().optional(),
  protocol: z.enum(["email", "email-json"]),
  endpoint: z.string(),
  confirmationTimeoutInMinutes: inert,
  endpointAutoConfirms: inert,
});

/** The topics of the program, with their subscribers. */
export function topicSpecs(graph: Graph): TopicSpec[] {
  const subscriptions = graph
    .ofType("aws:sns/topicSubscription:TopicSubscription")
    .map((resource) => parseInputs(resource, subscriptionInputs));
  return graph.ofType("aws:sns/topic:Topic").map((resource) => {
    parseInputs(resource, topicInputs);
    const own = subscriptions.filter(({ topic }) => topic === resource.id);
    const { name } = resource.outputs;
    return {
      name: String(name),
      region: resource.region,
      arn: resource.id,
      addresses: own.map(({ endpoint }) => endpoint),
    };
  });
}
