import type { AslCatcher, AslRetrier, AslState } from "../../core/flow/Asl.ts";
import { caught } from "./caught.ts";
import { Frame } from "./Frame.ts";
import { History, type HistoryEvent } from "./History.ts";
import { matches } from "./matches.ts";
import { Retries } from "./Retries.ts";
import { runStates } from "./runStates.ts";
import { type Exit, Scope } from "./Scope.ts";
import type { ContextObject, StatesHost } from "./StatesHost.ts";
import { TaskError } from "./TaskError.ts";
import { visit } from "./visit.ts";

export interface StateTest {
  readonly name: string;
  readonly state: AslState;
  readonly input: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: ContextObject;
}

/** How a state that was run alone ended. */
export interface StateTested {
  /** RETRIABLE: it would be tried again; CAUGHT_ERROR: left by Catch. */
  readonly status: "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR";
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
  /** The state that would come next. */
  readonly next?: string | undefined;
  /** Those given, and those that the state assigned. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Which retrier or catcher took the error, and the seconds until the next try. */
  readonly handled?: {
    readonly retryIndex?: number;
    readonly retryBackoffIntervalSeconds?: number;
    catchIndex?: number;
  };
  readonly events: readonly HistoryEvent[];
}

/**
 * Runs one state once, and no other: no retry, no next state.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 */
export async function testState(test: StateTest, host: Omit<StatesHost, "emit">): Promise<StateTested> {
  const events: HistoryEvent[] = [];
  const noting: StatesHost = { ...host, task: (call) => host.task(call), emit: (event) => void events.push(event) };
  const { scope, variables } = await enter(test, noting);
  const { Retry = [], Catch = [], ...alone } = test.state as { Retry?: AslRetrier[]; Catch?: AslCatcher[] } & AslState;
  const left = (exit: Exit) => ({
    output: exit.output,
    next: exit.next,
    variables: { ...variables, ...exit.assigned },
    events,
  });
  try {
    return { status: "SUCCEEDED", ...left(await visit(alone as AslState, scope)) };
  } catch (failure) {
    const failed = failureOf(failure);
    const { error, causeText: cause } = failed;
    const told = { error, cause, variables, events };
    const delay = new Retries(Retry, () => host.random()).next(error);
    if (delay !== undefined) {
      const retryIndex = Retry.findIndex(({ ErrorEquals }) => matches(ErrorEquals, error));
      return { status: "RETRIABLE", ...told, handled: { retryIndex, retryBackoffIntervalSeconds: delay / 1000 } };
    }
    const found = await caught(Catch, scope, failed);
    if (found === undefined) return { status: "FAILED", ...told };
    return { status: "CAUGHT_ERROR", error, cause, ...left(found.exit), handled: { catchIndex: found.index } };
  }
}

async function enter({ name, state, input, variables, context }: StateTest, host: StatesHost) {
  const { signal } = new AbortController();
  const frame = new Frame(host, new History(host), runStates, { context, signal });
  frame.variables.assign(variables);
  const stateEnteredEventDetails = { name, input: JSON.stringify(input) };
  const enteredId = await frame.chain.record(`${state.Type}StateEntered`, { stateEnteredEventDetails });
  const scope = new Scope({ name, input, frame, enteredTime: host.clock.now(), enteredId });
  return { scope, variables: frame.variables.bindings };
}

/** @throws what is no failure of the state */
function failureOf(failure: unknown): TaskError {
  if (failure instanceof TaskError) return failure;
  throw failure;
}
