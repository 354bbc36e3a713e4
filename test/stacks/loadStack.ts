import { join } from "node:path";
import { projectFolder } from "../../local/cli/folders.ts";
import type { Graph } from "../../local/program/Graph.ts";
import { loadProgram } from "../../local/program/loadProgram.ts";

/** What the program declares under a configuration. */
export async function loadStack(config: Record<string, string>): Promise<Graph> {
  return await loadProgram({ entry: join(projectFolder, "stacks/index.ts"), project: "sluice", stack: "test", config });
}
