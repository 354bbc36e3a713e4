import type { HostEvent } from "../../local/services/kernel/HostEvent.ts";

/** An event, and when it came, in milliseconds since 1970. */
export type TimedEvent = readonly [at: number, event: HostEvent];

/**
 * Seconds that an execution was in a state.
 * @throws Error where it never was
 */
export function secondsIn(events: readonly TimedEvent[], execution: string, state: string): number {
  const at = (kind: "state.entered" | "state.exited") =>
    events.find(([, event]) => event.kind === kind && event.execution === execution && event.state === state)?.[0];
  const [entered, exited] = [at("state.entered"), at("state.exited")];
  if (entered === undefined || exited === undefined) throw new Error(`${execution} was never in ${state}`);
  return (exited - entered) / 1000;
}

/** The ids of the job runs of all executions. */
export function jobRunsIn(events: readonly TimedEvent[]): string[] {
  return events.flatMap(([, event]) => {
    if (event.kind !== "state.exited" || event.state !== "RunJob") return [];
    return (JSON.parse(event.output) as { Id?: string }).Id ?? [];
  });
}

/** Bytes that the queries of all executions scanned, as `GetQuery` was last told of each. */
export function scannedIn(events: readonly TimedEvent[]): number {
  const byQuery = new Map<string, number>();
  for (const [, event] of events) {
    if (event.kind !== "state.exited" || event.state !== "GetQuery") continue;
    const { QueryExecution: query } = JSON.parse(event.output) as {
      QueryExecution?: { QueryExecutionId: string; Statistics?: { DataScannedInBytes?: number } };
    };
    if (query !== undefined) byQuery.set(query.QueryExecutionId, query.Statistics?.DataScannedInBytes ?? 0);
  }
  return [...byQuery.values()].reduce((sum, bytes) => sum + bytes, 0);
}
