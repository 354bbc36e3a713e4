import { executionName } from "../../core/commit/executionName.ts";
import type { HostEvent } from "../services/kernel/HostEvent.ts";

/**
 * Tells the events of the job runs that an execution started from all others, as they come: a job run's arguments name
 * the run and the attempt.
 * @param execution its name
 */
export function jobEventsOf(execution: string): (event: HostEvent) => boolean {
  const own = new Set<string>();
  return (event) => {
    if (event.kind === "job.started" && executionOf(event) === execution) own.add(event.run);
    return (
      (event.kind === "job.started" || event.kind === "job.logged" || event.kind === "job.ended") && own.has(event.run)
    );
  };
}

function executionOf({ arguments: given }: Extract<HostEvent, { kind: "job.started" }>): string {
  return executionName(given["--run"] ?? "", Number(given["--attempt"]));
}
