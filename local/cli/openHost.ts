import { join } from "node:path";
import { type Host, startHost } from "../host/startHost.ts";
import { loadProgram } from "../program/loadProgram.ts";
import { projectFolder } from "./folders.ts";
import { stackConfig } from "./stackConfig.ts";

/** A running host, and what the program says of itself. */
export interface OpenHost extends AsyncDisposable {
  readonly host: Host;
  readonly stateDir: string;
  readonly outputs: StackOutputs;
}

/** The outputs of stacks/index.ts that the command line works with. */
export interface StackOutputs {
  readonly landingBucket: string;
  /** Lake bucket by region, the near one first. */
  readonly lakes: Readonly<Record<string, string>>;
  readonly databases: Readonly<Record<string, string>>;
  readonly mainMachine: string;
}

/** Loads the Pulumi program as a stack and starts the host that runs it, over a folder of state. */
export async function openHost(stack: string, stateDir: string): Promise<OpenHost> {
  const graph = await loadProgram({
    entry: join(projectFolder, "stacks/index.ts"),
    ...stackConfig(projectFolder, stack),
  });
  const host = await startHost({ graph, stateDir });
  const outputs = graph.outputs as unknown as StackOutputs;
  return { host, stateDir, outputs, [Symbol.asyncDispose]: () => host.close() };
}
