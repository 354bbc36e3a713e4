import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Execution } from "./Execution.ts";
import { entryOf } from "./entryOf.ts";

type StateEvent =
  | { kind: "state.entered"; state: string; input: string }
  | { kind: "state.exited"; state: string; type: string; output: string }
  | { kind: "state.failed"; state: string; error: string; cause: string };

/** What the host tells of a history event; undefined for the kinds that only the history keeps. */
export function hostEventOf(event: HistoryEvent, execution: Pick<Execution, "events">): StateEvent | undefined {
  const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
  if (entered !== undefined) {
    return { kind: "state.entered", state: entered.name ?? "", input: entered.input ?? "" };
  }
  if (exited !== undefined) {
    const type = String(event.type).replace(/StateExited$/, "");
    return { kind: "state.exited", state: exited.name ?? "", type, output: exited.output ?? "" };
  }
  const failed = event.taskFailedEventDetails ?? event.taskTimedOutEventDetails ?? event.evaluationFailedEventDetails;
  if (failed === undefined) {
    return undefined;
  }
  const state = entryOf(event, execution.events)?.stateEnteredEventDetails?.name ?? "";
  return { kind: "state.failed", state, error: failed.error ?? "", cause: failed.cause ?? "" };
}
