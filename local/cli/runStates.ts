import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { entryOf } from "../services/states/entryOf.ts";

/** One passage through a state of an execution. */
export interface StatePassage {
  readonly state: string;
  /** ISO 8601. */
  readonly entered: string;
  /** Milliseconds until it was left; null where the execution ended in it. */
  readonly milliseconds: number | null;
  readonly input: unknown;
  /** What a task handed to its service, of the last try; null for other states. */
  readonly arguments: unknown;
  /** Null where the state was not left. */
  readonly output: unknown;
  /** Every failed try. */
  readonly errors: readonly { readonly error: string; readonly cause: string }[];
}

/** The passages through states that a history tells of, in order. */
export function runStates(events: readonly HistoryEvent[]): StatePassage[] {
  const passages = Map.groupBy(events, (event) => entryOf(event, events));
  return [...passages].flatMap(([entry, passage]) => (entry === undefined ? [] : [passageOf(passage)]));
}

function passageOf(events: readonly HistoryEvent[]): StatePassage {
  const entered = events[0];
  const exited = events.find((event) => event.stateExitedEventDetails);
  const scheduled = events.findLast((event) => event.taskScheduledEventDetails)?.taskScheduledEventDetails;
  const time = (event: HistoryEvent | undefined) => event?.timestamp?.getTime() ?? 0;
  return {
    state: entered?.stateEnteredEventDetails?.name ?? "",
    entered: new Date(time(entered)).toISOString(),
    milliseconds: exited ? time(exited) - time(entered) : null,
    input: parsed(entered?.stateEnteredEventDetails?.input),
    arguments: parsed(scheduled?.parameters),
    output: parsed(exited?.stateExitedEventDetails?.output),
    errors: events.flatMap((event) => {
      const failed =
        event.taskFailedEventDetails ?? event.taskTimedOutEventDetails ?? event.evaluationFailedEventDetails;
      return failed ? [{ error: failed.error ?? "", cause: failed.cause ?? "" }] : [];
    }),
  };
}

function parsed(json: string | undefined): unknown {
  return json === undefined || json === "" ? null : JSON.parse(json);
}
