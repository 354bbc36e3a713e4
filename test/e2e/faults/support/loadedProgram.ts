import { projectFolder } from "../../../../local/cli/folders.ts";
import { stackConfig } from "../../../../local/cli/stackConfig.ts";
import type { Graph } from "../../../../local/program/Graph.ts";
import { loadProgram } from "../../../../local/program/loadProgram.ts";

/** The program as the stack `dev`, with this configuration besides. A process loads it once. */
export async function loadedProgram(config: Readonly<Record<string, string>> = {}): Promise<Graph> {
  const dev = stackConfig(projectFolder, "dev");
  return await loadProgram({ entry: `${projectFolder}/stacks/index.ts`, ...dev, config: { ...dev.config, ...config } });
}
