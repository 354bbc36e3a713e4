import type { Graph } from "../program/Graph.ts";
import type { JobHost } from "../services/glue/jobs/JobHost.ts";
import type { EventHub } from "../services/kernel/EventHub.ts";
import type { Recorder } from "../services/kernel/Recorder.ts";
import type { Clock } from "../states/Clock.ts";
import type { Callers } from "./Callers.ts";
import type { Faults } from "./faults/Faults.ts";

/** What all services share. */
export interface ServicesOptions {
  graph: Graph;
  stateDir: string;
  events: EventHub;
  recorder: Recorder;
  faults: Faults;
  callers: Callers;
  /** `host:port` of the server. */
  address: string;
  clock: Clock;
  findSpark: JobHost["findSpark"];
}
