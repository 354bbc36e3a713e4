import { join } from "node:path";
import type { Graph } from "../program/Graph.ts";
import { loadProgram } from "../program/loadProgram.ts";
import { stackConfig } from "./stackConfig.ts";

/**
 * What the Pulumi program of a project's folder declares under `Pulumi.<stack>.yaml`.
 * @throws SluiceError `cli.no_such_stack`, or what the program itself throws
 */
export async function stackProgram(folder: string, stack: string): Promise<Graph> {
  return await loadProgram({ entry: join(folder, "stacks/index.ts"), ...stackConfig(folder, stack) });
}
