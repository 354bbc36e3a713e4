import type { HistoryEvent } from "./History.ts";

/** What `$states.context` is; the interpreter adds State. Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export interface ContextObject {
  Execution: { Id: string; Name: string; Input: unknown; RoleArn: string; StartTime: string; RedriveCount: number };
  StateMachine: { Id: string; Name: string };
  State?: { Name: string; EnteredTime: string; RetryCount: number };
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
}

/** The world of an execution. What any of these throws, other than TaskError of `task`, ends the interpretation with it. */
export interface StatesHost {
  /** Runs an integration; throws TaskError (name = ASL error name, cause text) on failure. */
  task(call: TaskCall): Promise<unknown>;
  sleep(milliseconds: number): Promise<void>;
  now(): Date;
  /** Called for each history event, in order, of the kinds and shapes of GetExecutionHistory. Awaited. */
  emit(event: HistoryEvent): void | Promise<void>;
}

export interface Outcome {
  status: "SUCCEEDED" | "FAILED" | "TIMED_OUT";
  output?: unknown;
  error?: string;
  cause?: string;
}
