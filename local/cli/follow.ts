import type { HostEvent } from "../services/kernel/HostEvent.ts";
import { describeLines } from "./describeEvent.ts";
import type { Listening, NamedExecution } from "./target/Target.ts";

/** What is followed. */
export interface Followable {
  /** Name of the executions, in every machine. */
  readonly execution: string;
  /** ARN of the machine whose execution's end is the end. */
  readonly machine: string;
  /** The executions that are listened for where not all are heard anyway; more may become known. */
  readonly heard: () => readonly NamedExecution[];
  /** Whether an event of another execution, or of none, is told. @default none is */
  readonly concerns?: (event: HostEvent) => boolean;
  /** Whether an event ends it before any execution. @default none does */
  readonly endsEarly?: (event: HostEvent) => boolean;
  /** Milliseconds since 1970 that lines count from. */
  readonly since: number;
}

/** Tells each thing that happens, one line each, until the end, and answers the event that is it. */
export async function follow(
  listening: Listening,
  followed: Followable,
  tell: (line: string) => void,
): Promise<HostEvent> {
  const { execution, machine, heard, since, concerns = never, endsEarly = never } = followed;
  const ended = new AbortController();
  try {
    for await (const event of listening.events(heard, ended.signal)) {
      const isOf = "execution" in event && event.name === execution;
      if (!isOf && !concerns(event)) continue;
      for (const line of describeLines(event))
        tell(`${secondsBetween(since, event)}s  ${event.region.padEnd(10)}  ${line}`);
      if (endsEarly(event) || (isOf && event.kind === "execution.ended" && machine.endsWith(`:${event.machine}`))) {
        return event;
      }
    }
  } finally {
    ended.abort();
  }
  throw new Error("The events ended before what they tell of");
}

function never(): boolean {
  return false;
}

function secondsBetween(since: number, { time }: HostEvent): string {
  return (Math.max(0, Date.parse(time) - since) / 1000).toFixed(2).padStart(6);
}
