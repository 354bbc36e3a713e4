import type { StackOutputs } from "./stackOutputs.ts";

/** The ARNs of the machines that work on a run: those of regions first, then the main one. */
export function machinesOf({ mainMachine, regionMachines = {} }: StackOutputs): string[] {
  return [...Object.values(regionMachines), mainMachine];
}
