import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Clock } from "./Clock.ts";

/** What `$states.context` is; the interpreter adds State, and Map within a Map. Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export interface ContextObject {
  Execution: { Id: string; Name: string; Input: unknown; RoleArn: string; StartTime: string; RedriveCount: number };
  StateMachine: { Id: string; Name: string };
  State?: { Name: string; EnteredTime: string; RetryCount: number };
  Map?: { Item: { Index: number; Value: unknown } };
}

/** One call of an integration. */
export interface TaskCall {
  /** The integration's ARN: `arn:aws:states:::lambda:invoke`. */
  resource: string;
  arguments: unknown;
  state: string;
  /** With State. */
  context: ContextObject;
  /** Retries before this call: 0 for the first. */
  attempt: number;
  /** Aborted once nothing waits for the answer: after a time-out, a failure beside it, or the execution's end. */
  signal: AbortSignal;
  /** Tells that the work was taken on, with the service's answer: for integrations that then wait for its end (.sync). */
  submitted(output: unknown): Promise<void>;
}

/** The world of an execution. What any of these throws, other than TaskError of `task`, ends the interpretation with it. */
export interface StatesHost {
  /** Runs an integration; throws TaskError (name = ASL error name, cause text) on failure. */
  task(call: TaskCall): Promise<unknown>;
  readonly clock: Clock;
  /** A number from 0 (included) to 1 (excluded), for the jitter of retries. */
  random(): number;
  /** Called for each history event, in order, of the kinds and shapes of GetExecutionHistory. Awaited. */
  emit(event: HistoryEvent): void | Promise<void>;
}

export interface Outcome {
  status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  output?: unknown;
  error?: string | undefined;
  cause?: string | undefined;
}

/** A reason to abort an execution with: it then ends as ABORTED, with this error and cause. */
export class Stop extends Error {
  readonly given: Pick<Outcome, "error" | "cause">;

  constructor(given: Pick<Outcome, "error" | "cause"> = {}) {
    super("the execution was stopped");
    this.given = given;
  }
}
