import type { Check } from "./Check.ts";
import { importEach } from "./importEach.ts";

/**
 * Checks that each file of flows under stacks/ of a project loads, wired in by a stack or not: the builder refuses a
 * flow when it is written. What flows come to with a stack's options is checked as that stack's machines.
 */
export async function checkFlows(folder: string): Promise<Check> {
  const { modules, problems } = await importEach(folder, "stacks/*/{flow,*Flow}.ts");
  return { subject: "flows", looked: [...modules.keys()].join(", "), problems, warnings: [] };
}
