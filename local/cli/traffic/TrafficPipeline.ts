import { SluiceError } from "../../../core/errors.ts";
import { arnRegion } from "../../arnRegion.ts";
import type { StackOutputs } from "../target/stackOutputs.ts";
import type { Target } from "../target/Target.ts";

/** The pipeline that files traffic by event time, as the command line works with it. */
export interface TrafficPipeline {
  readonly region: string;
  /** ARN of the machine that is started. */
  readonly machine: string;
  /** ARN of the one that it starts for each range of days. */
  readonly rangeMachine: string;
  readonly rawBucket: string;
  /** The Glue database and, in it, the table of the result. */
  readonly database: string;
  readonly table: string;
  /** Of Athena. */
  readonly workgroup: string;
}

/**
 * The traffic pipeline of a target.
 * @throws SluiceError `cli.no_traffic` where its stack does not have it
 */
export function trafficPipeline({ outputs, where }: Pick<Target<StackOutputs>, "outputs" | "where">): TrafficPipeline {
  const { machine, rangeMachine, rawBucket, workgroup, database, table } = outputs.traffic ?? {};
  if (machine && rangeMachine && rawBucket && workgroup && database && table) {
    return { region: arnRegion(machine), machine, rangeMachine, rawBucket, workgroup, database, table };
  }
  throw new SluiceError("cli.no_traffic", "The stack has no traffic pipeline", {
    where,
    mend: 'add it to the stack: pulumi config set --path "sluice:pipelines[1]" traffic; npx sluice demo traffic needs no stack that has it',
  });
}
