import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { StackOutputs } from "../../../../local/cli/target/stackOutputs.ts";
import { type Host, startHost } from "../../../../local/host/startHost.ts";
import type { Graph } from "../../../../local/program/Graph.ts";
import type { CallRecord } from "../../../../local/services/kernel/CallRecord.ts";
import type { Clock } from "../../../../local/states/Clock.ts";
import { TrafficClient } from "./TrafficClient.ts";
import { trafficGraph } from "./trafficGraph.ts";

/** The traffic pipeline on a host of its own, whose pauses are short. */
export interface TrafficHost extends AsyncDisposable {
  readonly host: Host;
  readonly graph: Graph;
  readonly client: TrafficClient;
  /** All calls so far. */
  readonly calls: readonly CallRecord[];
}

/** Pauses of up to a minute are cut; what is longer is a time-out, which no loaded machine is to run into. */
const shortPauses: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    const pause = milliseconds <= 60_000 ? milliseconds / 60 : Math.min(milliseconds, 2 ** 31 - 1);
    await setTimeout(pause, undefined, signal === undefined ? {} : { signal });
  },
};

/**
 * @param change of the program. @default none
 * @param clock what machines, schedules and crawlers wait by. @default one of short pauses
 */
export async function trafficHost(
  change = (graph: Graph) => graph,
  engine?: string,
  clock: Clock = shortPauses,
): Promise<TrafficHost> {
  const graph = change(await trafficGraph(engine));
  const stateDir = await mkdtemp(join(tmpdir(), "sluice-traffic-"));
  const host = await startHost({ graph, stateDir, clock });
  const calls: CallRecord[] = [];
  host.events.on((event) => {
    if (event.kind === "call") calls.push(event.call);
  });
  const outputs = graph.outputs as unknown as StackOutputs;
  const client = new TrafficClient({
    clientConfig: host.clientConfig,
    where: "a host of traffic alone",
    outputs,
    stateDir,
  });
  return {
    ...{ host, graph, client, calls },
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]();
      await host.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}
