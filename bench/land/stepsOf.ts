import type { HostEvent } from "../../local/services/kernel/HostEvent.ts";
import type { LandStep } from "./LandResult.ts";

/** What a landing is followed by. */
export interface Followed {
  readonly key: string;
  /** Name of the run's executions. */
  readonly execution: string;
  /** Region of the main machine. */
  readonly region: string;
  /** Milliseconds since 1970: of the upload's begin, of the question whose answer has all rows, and of that answer. */
  readonly began: number;
  readonly asked: number;
  readonly answered: number;
}

interface Boundary {
  readonly step: string;
  readonly at: number;
  readonly isWait?: boolean;
}

type StateExited = HostEvent & { kind: "state.exited" };

/**
 * Divides the time from the upload to the answer: at the file's arrival, at the trigger's call, at the start of the main
 * machine, and where a Task or Wait state of the near region ends before the question. A state that holds others, as
 * PublishNear holds those of the region's machine, has not ended by then. What runs beside the question is no part of it.
 */
export function stepsOf(events: readonly HostEvent[], followed: Followed): LandStep[] {
  const { region, began, asked, answered } = followed;
  const near = events.filter((event) => event.region === region && timeOf(event) <= asked);
  const boundaries = [...arrival(near, followed), ...states(near, followed)];
  const before = boundaries.map(({ step, at, isWait = false }, index) => {
    const from = boundaries[index - 1]?.at ?? began;
    return { step, seconds: (at - from) / 1000, inFunctions: functionSeconds(near, from, at), isWait };
  });
  const since = boundaries.at(-1)?.at ?? began;
  return [...before, { step: "the answer", seconds: (answered - since) / 1000, inFunctions: 0, isWait: false }];
}

function arrival(events: readonly HostEvent[], { key, execution }: Followed): Boundary[] {
  const landed = events.find((event) => event.kind === "object.created" && event.key === key);
  const invoked = events.find((event) => event.kind === "function.invoked");
  const started = events.find((event) => event.kind === "execution.started" && event.name === execution);
  const known = [
    { step: "upload", event: landed },
    { step: "queue", event: invoked },
    { step: "trigger", event: started },
  ];
  return known.flatMap(({ step, event }) => (event === undefined ? [] : [{ step, at: timeOf(event) }]));
}

function states(events: readonly HostEvent[], { execution }: Followed): Boundary[] {
  const exits = events.filter(
    (event): event is StateExited =>
      event.kind === "state.exited" && event.name === execution && ["Task", "Wait"].includes(event.type),
  );
  return exits.map((event) => ({ step: event.state, at: timeOf(event), isWait: event.type === "Wait" }));
}

/** Seconds that functions ran between two times; one at a time does, in a region, but for the end of the trigger. */
function functionSeconds(events: readonly HostEvent[], from: number, to: number): number {
  const ended = events.flatMap((event) =>
    event.kind === "function.finished" || event.kind === "function.failed" ? [event] : [],
  );
  const shares = ended.map((event) => {
    const end = timeOf(event);
    return Math.max(0, Math.min(to, end) - Math.max(from, end - event.durationMs));
  });
  return Math.min(to - from, sumOf(shares)) / 1000;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

function timeOf({ time }: HostEvent): number {
  return Date.parse(time);
}
