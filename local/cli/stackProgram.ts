import { join } from "node:path";
import type { Graph } from "../program/Graph.ts";
import { loadProgram } from "../program/loadProgram.ts";
import { stackConfig } from "./stackConfig.ts";

/**
 * What the Pulumi program of a project's folder declares under `Pulumi.<stack>.yaml`.
 * @param overrides configuration that comes before the file's
 * @throws SluiceError `cli.no_such_stack`, or what the program itself throws
 */
export async function stackProgram(
  folder: string,
  stack: string,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Graph> {
  const { config, ...rest } = stackConfig(folder, stack);
  return await loadProgram({ entry: join(folder, "stacks/index.ts"), ...rest, config: { ...config, ...overrides } });
}
