import type { Graph } from "../../../../local/program/Graph.ts";
import { loadedProgram } from "../../faults/support/loadedProgram.ts";

let loading: Promise<Graph> | undefined;

/** The program with the traffic pipeline alone: a process loads it once. */
export function trafficGraph(): Promise<Graph> {
  loading ??= loadedProgram({ "sluice:pipelines": '["traffic"]' });
  return loading;
}
