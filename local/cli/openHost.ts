import { type Host, startHost } from "../host/startHost.ts";
import type { Graph } from "../program/Graph.ts";
import type { Clock } from "../states/Clock.ts";
import { emptyFolder } from "./emptyFolder.ts";
import { projectFolder } from "./folders.ts";
import { hostProgram } from "./hostProgram.ts";
import { lockFolder } from "./lockFolder.ts";
import { stackConfig } from "./stackConfig.ts";
import { healthOf, hostTarget } from "./target/hostTarget.ts";
import type { StackOutputs } from "./target/stackOutputs.ts";
import type { LocalTarget } from "./target/Target.ts";

/** A host that runs in this process. */
export interface OpenHost<Outputs extends StackOutputs = StackOutputs> extends LocalTarget<Outputs> {
  readonly host: Host;
  readonly graph: Graph;
}

export interface OpenHostOptions {
  /** Whether the folder is emptied first. @default false */
  readonly fresh?: boolean;
  /** @default any free port */
  readonly port?: number;
  /** Whether queued messages are handed to functions. @default true */
  readonly deliver?: boolean;
  /** What machines wait by. @default the machine's own time */
  readonly clock?: Clock;
  /** Configuration that comes before the stack's. @default none */
  readonly config?: Readonly<Record<string, string>>;
}

/**
 * Loads the Pulumi program as a stack and starts the host that runs it, alone on a folder of state.
 * @throws SluiceError `cli.state_in_use` where another host works on the folder.
 */
export async function openHost(stack: string, stateDir: string, options: OpenHostOptions = {}): Promise<OpenHost> {
  // Before the folder is made: a stack that is not there leaves nothing behind.
  stackConfig(projectFolder, stack);
  using held = new DisposableStack();
  held.use(lockFolder(stateDir));
  const { fresh = false, config, ...hostOptions } = options;
  if (fresh) emptyFolder(stateDir);
  const graph = await hostProgram(stack, stateDir, config);
  const host = await startHost({ graph, stateDir, ...hostOptions });
  const { endpoint } = host;
  const target = hostTarget({ endpoint, stateDir }, await healthOf(endpoint));
  const lock = held.move();
  return {
    ...target,
    host,
    graph,
    [Symbol.asyncDispose]: async () => {
      using _ = lock;
      await host.close();
    },
  };
}
