import type { Graph } from "../program/Graph.ts";
import type { EventHub } from "../services/kernel/EventHub.ts";
import type { Recorder } from "../services/kernel/Recorder.ts";
import type { Clock } from "../states/Clock.ts";
import type { Callers } from "./Callers.ts";

/** What all services share. */
export interface ServicesOptions {
  graph: Graph;
  stateDir: string;
  events: EventHub;
  recorder: Recorder;
  callers: Callers;
  /** `host:port` of the server. */
  address: string;
  clock: Clock;
}
