import type { AslState, StateMachineDefinition } from "../../../core/flow/Asl.ts";
import {
  type ContextObject,
  type HistoryEvent,
  interpret,
  type Outcome,
  type StatesHost,
  type TaskCall,
} from "../../../local/states/interpret.ts";
import { TaskError } from "../../../local/states/TaskError.ts";
import { MovableClock, settled } from "./MovableClock.ts";

/** What a task answers: one value, error, or function of the call, for each call; the last one repeats. */
export type Answers = Readonly<Record<string, readonly (unknown | TaskError)[]>>;

export interface Ran {
  readonly outcome: Outcome;
  readonly calls: readonly TaskCall[];
  /** Milliseconds of each time that the clock moved on. */
  readonly sleeps: readonly number[];
  readonly events: readonly HistoryEvent[];
  /** Names of the states in the order in which they were entered. */
  readonly path: readonly string[];
}

/** Interprets a definition with tasks that answer from a script; its time passes whenever nothing else happens. */
export async function run(
  definition: StateMachineDefinition,
  input: unknown,
  answers: Answers = {},
  options: { random?: () => number; stop?: AbortSignal } = {},
): Promise<Ran> {
  const calls: TaskCall[] = [];
  const events: HistoryEvent[] = [];
  const clock = new MovableClock();
  const { random = Math.random, stop } = options;
  const running = interpret(
    definition,
    input,
    contextOf(input),
    { ...hostOf(answers, calls, events), clock, random },
    stop,
  );
  const { value: outcome, passed: sleeps } = await passing(clock, running);
  return {
    outcome,
    calls,
    sleeps,
    events,
    path: events.flatMap((event) => event.stateEnteredEventDetails?.name ?? []),
  };
}

/** Lets time pass whenever nothing else happens, until `work` has ended; tells how many milliseconds at a time. */
async function passing<T>(clock: MovableClock, work: Promise<T>): Promise<{ value: T; passed: number[] }> {
  const passed: number[] = [];
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  for (;;) {
    await settled();
    if (ended) return { value: await work, passed };
    const { next } = clock;
    if (next === undefined) continue;
    passed.push(next);
    await clock.advance(next);
  }
}

function hostOf(answers: Answers, calls: TaskCall[], events: HistoryEvent[]): Pick<StatesHost, "task" | "emit"> {
  return {
    task: async (call) => {
      const scripted = answers[call.state] ?? [];
      const before = calls.filter(({ state }) => state === call.state).length;
      const answer = scripted[Math.min(before, scripted.length - 1)];
      calls.push(call);
      if (answer instanceof Error) throw answer;
      return typeof answer === "function" ? answer(call) : answer;
    },
    emit: (event) => {
      events.push(event);
    },
  };
}

/** A definition of these states, from the first on. */
export function machine(
  states: Record<string, AslState>,
  rest: Partial<StateMachineDefinition> = {},
): StateMachineDefinition {
  return { QueryLanguage: "JSONata", StartAt: Object.keys(states)[0] ?? "", States: states, ...rest };
}

/** A lambda task that goes on to `Done`. */
export function lambda(fields: Partial<Extract<AslState, { Type: "Task" }>> = {}): AslState {
  return { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Next: "Done", ...fields };
}

export function failure(error: string, cause = "no cause"): TaskError {
  return new TaskError(error, cause);
}

export function contextOf(input: unknown): ContextObject {
  const Execution = {
    Id: "arn:aws:states:eu-west-1:000000000000:execution:main:run-1",
    Name: "run-1",
    Input: input,
    RoleArn: "arn:aws:iam::000000000000:role/main",
    StartTime: "2026-01-02T03:04:05.000Z",
    RedriveCount: 0,
  };
  return { Execution, StateMachine: { Id: "arn:aws:states:eu-west-1:000000000000:stateMachine:main", Name: "main" } };
}
