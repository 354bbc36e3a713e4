import { setTimeout } from "node:timers/promises";
import type { DescribeExecutionOutput, HistoryEvent } from "@aws-sdk/client-sfn";
import { arnRegion } from "../../arnRegion.ts";
import type { HostEvent } from "../../services/kernel/HostEvent.ts";
import { hostEventOf } from "../../services/states/hostEventOf.ts";
import { StepFunctions } from "./StepFunctions.ts";
import type { NamedExecution, Target } from "./Target.ts";

/** Milliseconds between two looks; Step Functions allows 5 to 20 GetExecutionHistory calls a second to an account. */
const pause = 2000;

/**
 * What executions do, as their histories tell: looked for again and again, as AWS tells nobody of it by itself.
 */
export async function* polledEvents(
  target: Pick<Target, "clientConfig">,
  of: () => readonly NamedExecution[],
  signal: AbortSignal,
): AsyncGenerator<HostEvent> {
  using states = new StepFunctions(target);
  const seen = new Map<string, { events: number; ended: boolean }>();
  while (!signal.aborted) {
    for (const { machine, name } of of()) {
      const place = `${machine}:${name}`;
      const before = seen.get(place);
      if (before?.ended) continue;
      const described = await states.describe(machine, name);
      if (described === undefined) continue;
      const history = await states.history(described.executionArn ?? "");
      yield* eventsOf(described, history, before?.events);
      seen.set(place, { events: history.length, ended: described.status !== "RUNNING" });
    }
    await setTimeout(pause, undefined, { signal }).catch(() => undefined);
  }
}

/** @param seen how many events of the history are known; undefined where not even the execution is */
function* eventsOf(
  described: DescribeExecutionOutput,
  events: HistoryEvent[],
  seen: number | undefined,
): Generator<HostEvent> {
  const { executionArn = "", stateMachineArn = "", name = "", input = "", status = "" } = described;
  const machine = stateMachineArn.split(":")[6] ?? "";
  const about = { region: arnRegion(executionArn), machine, execution: executionArn, name };
  const at = (time: Date | undefined) => (time ?? new Date()).toISOString();
  if (seen === undefined) yield { kind: "execution.started", time: at(described.startDate), ...about, input };
  for (const event of events.slice(seen ?? 0)) {
    const happened = hostEventOf(event, { events });
    if (happened !== undefined) yield { ...happened, time: at(event.timestamp), ...about };
  }
  if (status === "RUNNING") return;
  const { output, error, cause } = described;
  yield { kind: "execution.ended", time: at(described.stopDate), ...about, status, output, error, cause };
}
