import type { Graph } from "../../../../local/program/Graph.ts";
import { loadedProgram } from "../../faults/support/loadedProgram.ts";

const loading = new Map<string, Promise<Graph>>();

/** The program with the traffic pipeline alone: a process loads it once an engine. */
export async function trafficGraph(engine = "athena"): Promise<Graph> {
  const known = loading.get(engine);
  if (known !== undefined) return known;
  const loaded = loadedProgram({ "sluice:pipelines": '["traffic"]', "sluice:trafficEngine": engine });
  loading.set(engine, loaded);
  return loaded;
}
