import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** An event source mapping: a queue whose messages a function gets, in batches. */
export interface MappingSpec {
  uuid: string;
  region: string;
  queueArn: string;
  functionArn: string;
  batchSize: number;
  /** Seconds to wait for a fuller batch. */
  batchingWindow: number;
  /** Batches at once. */
  maximumConcurrency: number;
  reportsItemFailures: boolean;
}

const inert = z.unknown().optional();
const mappingInputs = z.strictObject({
  region: z.string().optional(),
  eventSourceArn: z.string().regex(/^arn:aws:sqs:/, "only queues are mapped locally"),
  functionName: z.string(),
  enabled: z.boolean().default(true),
  batchSize: z.number().default(10),
  maximumBatchingWindowInSeconds: z.number().default(0),
  functionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  scalingConfig: z.object({ maximumConcurrency: z.number().optional() }).optional(),
  metricsConfig: inert,
  tags: inert,
});

/** The enabled event source mappings of the program. */
export function mappingSpecs(graph: Graph): MappingSpec[] {
  return graph.ofType("aws:lambda/eventSourceMapping:EventSourceMapping").flatMap((resource) => {
    const inputs = parseInputs(resource, mappingInputs);
    const spec = {
      uuid: resource.id,
      region: resource.region,
      queueArn: inputs.eventSourceArn,
      functionArn: String(resource.outputs.functionArn),
      batchSize: inputs.batchSize,
      batchingWindow: inputs.maximumBatchingWindowInSeconds,
      maximumConcurrency: inputs.scalingConfig?.maximumConcurrency ?? 5,
      reportsItemFailures: inputs.functionResponseTypes.length > 0,
    };
    return inputs.enabled ? [spec] : [];
  });
}
