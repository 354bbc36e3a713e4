import type { StateMachineDefinition } from "../../core/flow/Asl.ts";
import { abortable } from "./abortable.ts";
import { checkDefinition } from "./checkDefinition.ts";
import { deadline } from "./deadline.ts";
import { Frame } from "./Frame.ts";
import { Ended, History, type HistoryEvent, whole } from "./History.ts";
import { recordAborted } from "./recordAborted.ts";
import { runStates } from "./runStates.ts";
import { type ContextObject, type Outcome, type StatesHost, Stop, type TaskCall } from "./StatesHost.ts";
import { TaskError } from "./TaskError.ts";

export type { TaskCall };
export { type ContextObject, type HistoryEvent, type Outcome, type StateMachineDefinition, type StatesHost, Stop };

/**
 * Runs a state machine as Step Functions does: all states of ASL, in JSONata, but distributed Maps.
 * Source: https://states-language.net/spec.html
 *
 * @param stop aborted with a `Stop`, it ends the execution as ABORTED; with any other reason, the interpretation
 * throws that and records no more
 * @throws `states.*` for a definition with anything else in it.
 */
export async function interpret(
  definition: StateMachineDefinition,
  input: unknown,
  context: ContextObject,
  host: StatesHost,
  stop: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  checkDefinition(definition);
  const cutting = new AbortController();
  const frame = new Frame(host, new History(host), runStates, { context, signal: cutting.signal });
  try {
    await recordStart(frame, input);
    const running = () => outcomeOf(runStates(definition, input, frame));
    const timedOut = () => ({ status: "TIMED_OUT" }) as const;
    const timely = () => deadline(host.clock, running(), definition.TimeoutSeconds, timedOut);
    const outcome = await abortable(timely, stop).catch(stopped);
    cutting.abort(new Ended("the execution has ended"));
    await recordEnd(frame, outcome);
    return outcome;
  } finally {
    cutting.abort(new Ended("the execution has ended"));
  }
}

async function outcomeOf(states: Promise<unknown>): Promise<Outcome> {
  try {
    return { status: "SUCCEEDED", output: await states };
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    return {
      status: "FAILED",
      ...(error.error === "" ? {} : { error: error.error }),
      ...(error.causeText === "" ? {} : { cause: error.causeText }),
    };
  }
}

function stopped(reason: unknown): Outcome {
  if (reason instanceof Stop) return { status: "ABORTED", ...reason.given };
  throw reason;
}

async function recordStart({ chain, context }: Frame, input: unknown): Promise<void> {
  const { RoleArn: roleArn } = context.Execution;
  await chain.record("ExecutionStarted", {
    executionStartedEventDetails: { input: JSON.stringify(input), inputDetails: whole, roleArn },
  });
}

async function recordEnd(frame: Frame, { status, output, error, cause }: Outcome): Promise<void> {
  const { history, last } = frame.chain;
  if (status === "SUCCEEDED") {
    const executionSucceededEventDetails = { output: JSON.stringify(output), outputDetails: whole };
    return history.end("ExecutionSucceeded", { executionSucceededEventDetails }, last);
  }
  if (status === "FAILED")
    return history.end("ExecutionFailed", { executionFailedEventDetails: { error, cause } }, last);
  await recordAborted(frame);
  if (status === "TIMED_OUT") return history.end("ExecutionTimedOut", { executionTimedOutEventDetails: {} }, last);
  return history.end("ExecutionAborted", { executionAbortedEventDetails: { error, cause } }, last);
}
