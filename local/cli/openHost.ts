import { join } from "node:path";
import { type Host, startHost } from "../host/startHost.ts";
import { loadProgram } from "../program/loadProgram.ts";
import { emptyFolder } from "./emptyFolder.ts";
import { projectFolder } from "./folders.ts";
import { lockFolder } from "./lockFolder.ts";
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
  /** Redshift by region; absent where the stack has none. */
  readonly warehouses?: Readonly<Record<string, Warehouse>>;
}

/** What the Redshift Data API needs to know of a region's warehouse. */
export interface Warehouse {
  readonly workgroup: string;
  readonly database: string;
}

/**
 * Loads the Pulumi program as a stack and starts the host that runs it, alone on a folder of state.
 * @param options.fresh whether the folder is emptied first. @default false
 * @throws SluiceError `cli.state_in_use` where another host works on the folder.
 */
export async function openHost(
  stack: string,
  stateDir: string,
  options: { readonly fresh?: boolean } = {},
): Promise<OpenHost> {
  const config = stackConfig(projectFolder, stack);
  using held = new DisposableStack();
  held.use(lockFolder(stateDir));
  if (options.fresh) emptyFolder(stateDir);
  const graph = await loadProgram({ entry: join(projectFolder, "stacks/index.ts"), ...config });
  const host = await startHost({ graph, stateDir });
  const outputs = graph.outputs as unknown as StackOutputs;
  const lock = held.move();
  return {
    host,
    stateDir,
    outputs,
    [Symbol.asyncDispose]: async () => {
      using _ = lock;
      await host.close();
    },
  };
}
