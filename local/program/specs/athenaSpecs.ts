import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A workgroup of Athena as the local host runs it. */
export interface AthenaSpec {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  /** Where results go, `s3://<bucket>/<prefix>`; undefined where each query has to say. */
  readonly outputLocation: string | undefined;
  /** Whether what a query says of its result is passed over. */
  readonly isEnforced: boolean;
  /** Bytes that one query may read. */
  readonly bytesScannedCutoff: number | undefined;
}

const inert = z.unknown().optional();
const inputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  description: inert,
  tags: inert,
  forceDestroy: inert,
  state: z.literal("ENABLED").optional(),
  configuration: z
    .strictObject({
      enforceWorkgroupConfiguration: z.boolean().default(true),
      publishCloudwatchMetricsEnabled: inert,
      bytesScannedCutoffPerQuery: z.number().int().min(10_485_760).optional(),
      engineVersion: z.strictObject({ selectedEngineVersion: z.enum(["AUTO", "Athena engine version 3"]) }).optional(),
      resultConfiguration: z
        .strictObject({ outputLocation: z.string().startsWith("s3://").optional(), encryptionConfiguration: inert })
        .optional(),
    })
    .prefault({}),
});

/**
 * The workgroups that the program declares.
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html
 */
export function athenaSpecs(graph: Graph): AthenaSpec[] {
  return graph.ofType("aws:athena/workgroup:Workgroup").map((resource) => {
    const { configuration } = parseInputs(resource, inputs);
    return {
      name: String(resource.outputs.name),
      region: resource.region,
      arn: String(resource.outputs.arn),
      outputLocation: configuration.resultConfiguration?.outputLocation,
      isEnforced: configuration.enforceWorkgroupConfiguration,
      bytesScannedCutoff: configuration.bytesScannedCutoffPerQuery,
    };
  });
}
