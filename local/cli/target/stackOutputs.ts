import { z } from "zod";
import { SluiceError } from "../../../core/errors.ts";

const warehouse = z.object({ workgroup: z.string(), database: z.string() });

const name = z.string().optional();
const trafficOutputs = z.object({
  ...{ machine: name, rangeMachine: name, rawBucket: name, lake: name },
  ...{ database: name, table: name, workgroup: name },
});

const csvLake = z.object({
  landingBucket: z.string(),
  /** Lake bucket by region, the near one first. */
  lakes: z.record(z.string(), z.string()),
  databases: z.record(z.string(), z.string()),
  mainMachine: z.string(),
  /** ARN of the machine that publishes in a region, by region. */
  regionMachines: z.record(z.string(), z.string()).optional(),
  /** Redshift by region; absent where the stack has none. */
  warehouses: z.record(z.string(), warehouse).optional(),
});

const schema = csvLake.partial().extend({
  /** ARNs of the queues that take what could not be delivered. */
  deadLetterQueues: z.array(z.string()).optional(),
  /** Of the pipeline that repartitions traffic; empty where the stack does not have it: ARNs, then names. */
  traffic: trafficOutputs.optional(),
});

/** The outputs of stacks/index.ts that the command line works with: those of the pipelines that the stack has. */
export type StackOutputs = Readonly<z.infer<typeof schema>>;

/** Those of a stack that has csv-lake. */
export type CsvLakeOutputs = StackOutputs & Readonly<z.infer<typeof csvLake>>;

/** What the Redshift Data API needs to know of a region's warehouse. */
export type Warehouse = Readonly<z.infer<typeof warehouse>>;

/**
 * The outputs of a stack, checked.
 * @throws SluiceError `cli.no_pipeline` where they are none of stacks/index.ts
 */
export function stackOutputs(stack: string, outputs: unknown): StackOutputs {
  const parsed = schema.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new SluiceError("cli.no_pipeline", `The outputs of stack ${stack} are not those of this project: ${wrong}`, {
    mend: "deploy the stack as stacks/index.ts has it",
  });
}

/** Whether a stack has csv-lake. */
export function hasCsvLake(outputs: StackOutputs): outputs is CsvLakeOutputs {
  return csvLake.safeParse(outputs).success;
}
