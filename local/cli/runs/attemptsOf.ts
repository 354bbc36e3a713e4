import type { DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import { executionName } from "../../../core/commit/executionName.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { CsvLakeOutputs } from "../target/stackOutputs.ts";

/** One execution of a run, as Step Functions describes it. */
export interface Attempt extends DescribeExecutionOutput {
  readonly attempt: number;
}

/** The executions of a run in each machine, oldest first; an attempt may be missing in any one machine. */
export interface Attempts {
  readonly run: string;
  readonly main: readonly Attempt[];
  readonly regions: Readonly<Record<string, readonly Attempt[]>>;
}

/** Looks for each attempt from `first` on, in every machine, until none knows the next. */
export async function attemptsOf(
  states: StepFunctions,
  { mainMachine, regionMachines = {} }: CsvLakeOutputs,
  run: string,
  first = 0,
): Promise<Attempts> {
  const main: Attempt[] = [];
  const regions: Record<string, Attempt[]> = Object.fromEntries(Object.keys(regionMachines).map((each) => [each, []]));
  const places = [{ machine: mainMachine, found: main }].concat(
    Object.entries(regionMachines).map(([region, machine]) => ({ machine, found: regions[region] ?? [] })),
  );
  for (let attempt = first, known = true; known; attempt += 1) {
    const name = executionName(run, attempt);
    const described = await Promise.all(places.map(({ machine }) => states.describe(machine, name)));
    for (const [index, each] of described.entries()) if (each) places[index]?.found.push({ ...each, attempt });
    known = described.some((each) => each !== undefined);
  }
  return { run, main, regions };
}
