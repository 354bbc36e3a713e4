import type { Graph } from "../program/Graph.ts";
import { projectFolder } from "./folders.ts";
import { stackProgram } from "./stackProgram.ts";
import { localOptions } from "./target/localOptions.ts";

/**
 * The program as a host on a folder of state loads it: the commands in its mails reach that host.
 * @param config that comes before the stack's
 */
export async function hostProgram(
  stack: string,
  stateDir: string,
  config: Readonly<Record<string, string>> = {},
): Promise<Graph> {
  const commandOptions = localOptions(stack, stateDir).trim();
  return await stackProgram(projectFolder, stack, { ...config, "sluice:commandOptions": commandOptions });
}
