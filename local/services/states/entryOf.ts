import type { HistoryEvent } from "@aws-sdk/client-sfn";

/**
 * The entry into the state that an event is of: the nearest one before it in its own branch, since branches run side by
 * side. Undefined for events of the execution itself.
 */
export function entryOf(event: HistoryEvent, events: readonly HistoryEvent[]): HistoryEvent | undefined {
  let found: HistoryEvent | undefined = event;
  while (found !== undefined && found.stateEnteredEventDetails === undefined) {
    found = events[(found.previousEventId ?? 0) - 1];
  }
  return found;
}
