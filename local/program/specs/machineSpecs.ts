import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A state machine as the local Step Functions runs it. */
export interface MachineSpec {
  name: string;
  region: string;
  arn: string;
  roleArn: string;
  /** The text of its Amazon States Language definition. */
  definition: string;
}

const inert = z.unknown().optional();
const machineInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  definition: z.string(),
  roleArn: z.string(),
  type: z.literal("STANDARD").optional(),
  encryptionConfiguration: inert,
  loggingConfiguration: inert,
  publish: inert,
  tags: inert,
  tracingConfiguration: inert,
});

/** The state machines of the program. */
export function machineSpecs(graph: Graph): MachineSpec[] {
  return graph.ofType("aws:sfn/stateMachine:StateMachine").map((resource) => {
    const { definition, roleArn } = parseInputs(resource, machineInputs);
    const { name } = resource.outputs;
    return { name: String(name), region: resource.region, arn: resource.id, roleArn, definition };
  });
}
