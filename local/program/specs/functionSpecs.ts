import { z } from "zod";
import { type ArchiveFile, archiveFiles } from "../archiveFiles.ts";
import type { Graph } from "../Graph.ts";
import type { Resource } from "../Resource.ts";
import { parseInputs } from "./parseInputs.ts";

/** A function as the local Lambda runs it. */
export interface FunctionSpec {
  name: string;
  region: string;
  arn: string;
  roleArn: string;
  /** `<module>.<export>`, for example `index.handler`. */
  handler: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** Processes at once; undefined where the program reserves none. */
  reservedConcurrency: number | undefined;
  environment: Record<string, string>;
  /** The queue of asynchronous invocations that failed to the last. */
  deadLetterArn: string | undefined;
  files: ArchiveFile[];
}

const inert = z.unknown().optional();
const functionInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  role: z.string(),
  handler: z.string(),
  runtime: z.string().regex(/^nodejs/, "only Node.js runtimes run locally"),
  code: z.unknown(),
  packageType: z.literal("Zip").optional(),
  timeout: z.number().default(3),
  memorySize: z.number().default(128),
  reservedConcurrentExecutions: z.number().default(-1),
  environment: z.object({ variables: z.record(z.string(), z.string()).default({}) }).default({ variables: {} }),
  deadLetterConfig: z
    .object({ targetArn: z.string().regex(/^arn:aws:sqs:/, "only queues are served locally") })
    .optional(),
  architectures: inert,
  description: inert,
  ephemeralStorage: inert,
  kmsKeyArn: inert,
  loggingConfig: inert,
  publish: inert,
  skipDestroy: inert,
  sourceCodeHash: inert,
  tags: inert,
  tracingConfig: inert,
});

/** The functions of the program, with the files of their archives. */
export async function functionSpecs(graph: Graph): Promise<FunctionSpec[]> {
  return await Promise.all(graph.ofType("aws:lambda/function:Function").map(functionSpec));
}

async function functionSpec(resource: Resource): Promise<FunctionSpec> {
  const inputs = parseInputs(resource, functionInputs);
  const reserved = inputs.reservedConcurrentExecutions;
  return {
    name: resource.id,
    region: resource.region,
    arn: String(resource.outputs.arn),
    roleArn: inputs.role,
    handler: inputs.handler,
    timeoutSeconds: inputs.timeout,
    memoryMegabytes: inputs.memorySize,
    reservedConcurrency: reserved < 0 ? undefined : reserved,
    environment: inputs.environment.variables,
    deadLetterArn: inputs.deadLetterConfig?.targetArn,
    files: await archiveFiles(inputs.code, resource.name),
  };
}
