import type { Check } from "./Check.ts";
import { checkBundles } from "./checkBundles.ts";
import { loadStack } from "./loadStack.ts";
import { machineProblems } from "./machineProblems.ts";

/** Checks the program of a project's folder under one stack: that it loads, its machines, and its bundles. */
export async function checkStack(folder: string, stack: string): Promise<Check[]> {
  const loaded = await loadStack(folder, stack);
  const subject = `stack ${stack}`;
  if ("problem" in loaded) {
    return [{ subject, looked: "", problems: [`Pulumi.${stack}.yaml: ${loaded.problem}`], warnings: [] }];
  }
  const { resources, regions, machines, bundles } = loaded;
  return [
    { subject, looked: `${resources} resources in ${regions.join(", ")}`, problems: [], warnings: [] },
    {
      subject: `machines of ${stack}`,
      looked: machines.map(({ name }) => name).join(", "),
      problems: machines.flatMap(({ name, definition }) => machineProblems(`machine ${name}`, definition)),
      warnings: [],
    },
    await checkBundles(stack, bundles),
  ];
}
