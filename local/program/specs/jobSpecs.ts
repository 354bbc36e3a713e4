import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A Glue job as the local Glue runs it: PySpark of Glue 5.1. */
export interface JobSpec {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly description: string | undefined;
  /** `s3://bucket/key.py` */
  readonly scriptLocation: string;
  readonly glueVersion: string;
  /** Names with their leading `--`. */
  readonly defaultArguments: Readonly<Record<string, string>>;
  /** Those that no run overrides. */
  readonly fixedArguments: Readonly<Record<string, string>>;
  readonly workerType: string;
  readonly workers: number;
  readonly timeoutMinutes: number;
  readonly maxRetries: number;
  readonly maxConcurrentRuns: number;
  /** Whether runs beyond the most wait, in place of being refused. */
  readonly queues: boolean;
  readonly executionClass: string;
}

const inert = z.unknown().optional();
const values = z.record(z.string().startsWith("--"), z.string()).default({});
const jobInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  roleArn: z.string(),
  command: z.strictObject({
    name: z.literal("glueetl", "only Spark jobs run locally").default("glueetl"),
    scriptLocation: z.string().regex(/^s3:\/\/[^/]+\/.+/),
    pythonVersion: z.literal("3").optional(),
  }),
  glueVersion: z.literal("5.1", "only Glue 5.1 runs locally"),
  defaultArguments: values,
  nonOverridableArguments: values,
  workerType: z.enum(["G.025X", "G.1X", "G.2X", "G.4X", "G.8X", "R.1X", "R.2X", "R.4X", "R.8X"]).default("G.1X"),
  numberOfWorkers: z.number().int().positive().default(10),
  timeout: z.number().int().positive().default(480),
  maxRetries: z.number().int().nonnegative().default(0),
  executionProperty: z.strictObject({ maxConcurrentRuns: z.number().int().positive().default(1) }).prefault({}),
  jobRunQueuingEnabled: z.boolean().default(false),
  executionClass: z.enum(["STANDARD", "FLEX"]).default("STANDARD"),
  description: z.string().optional(),
  jobMode: inert,
  notificationProperty: inert,
  securityConfiguration: inert,
  tags: inert,
});

/**
 * The Glue jobs of the program.
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html
 */
export function jobSpecs(graph: Graph): JobSpec[] {
  return graph.ofType("aws:glue/job:Job").map((resource) => {
    const inputs = parseInputs(resource, jobInputs);
    return {
      name: String(resource.outputs.name),
      region: resource.region,
      arn: String(resource.outputs.arn),
      roleArn: inputs.roleArn,
      description: inputs.description,
      scriptLocation: inputs.command.scriptLocation,
      glueVersion: inputs.glueVersion,
      defaultArguments: inputs.defaultArguments,
      fixedArguments: inputs.nonOverridableArguments,
      workerType: inputs.workerType,
      workers: inputs.numberOfWorkers,
      timeoutMinutes: inputs.timeout,
      maxRetries: inputs.maxRetries,
      maxConcurrentRuns: inputs.executionProperty.maxConcurrentRuns,
      queues: inputs.jobRunQueuingEnabled,
      executionClass: inputs.executionClass,
    };
  });
}
