import { machinesOf } from "./machinesOf.ts";
import type { CsvLakeOutputs } from "./stackOutputs.ts";
import type { NamedExecution } from "./Target.ts";

/** The executions of a name in the machines that work on a run. */
export function runExecutions(outputs: CsvLakeOutputs, name: string): NamedExecution[] {
  return machinesOf(outputs).map((machine) => ({ machine, name }));
}
