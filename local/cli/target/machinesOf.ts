import type { CsvLakeOutputs } from "./stackOutputs.ts";

/** The ARNs of the machines that work on a run: those of regions first, then the main one. */
export function machinesOf({ mainMachine, regionMachines = {} }: CsvLakeOutputs): string[] {
  return [...Object.values(regionMachines), mainMachine];
}
