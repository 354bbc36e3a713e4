import type { AslState, StateMachineDefinition } from "../../../core/flow/Asl.ts";
import {
  type ContextObject,
  type HistoryEvent,
  interpret,
  type Outcome,
  type TaskCall,
} from "../../../local/states/interpret.ts";
import { TaskError } from "../../../local/states/TaskError.ts";

/** What a task answers: one value or error a call; the last one repeats. */
export type Answers = Readonly<Record<string, readonly (unknown | TaskError)[]>>;

export interface Ran {
  readonly outcome: Outcome;
  readonly calls: readonly TaskCall[];
  readonly sleeps: readonly number[];
  readonly events: readonly HistoryEvent[];
  /** Names of the states in the order in which they were entered. */
  readonly path: readonly string[];
}

/** Interprets a definition with tasks that answer from a script and a clock that sleeping advances. */
export async function run(definition: StateMachineDefinition, input: unknown, answers: Answers = {}): Promise<Ran> {
  const calls: TaskCall[] = [];
  const sleeps: number[] = [];
  const events: HistoryEvent[] = [];
  let time = Date.parse("2026-01-02T03:04:05.000Z");
  const outcome = await interpret(definition, input, contextOf(input), {
    task: async (call) => {
      const scripted = answers[call.state] ?? [];
      const answer = scripted[Math.min(calls.filter(({ state }) => state === call.state).length, scripted.length - 1)];
      calls.push(call);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
      time += milliseconds;
    },
    now: () => new Date(time),
    emit: (event) => {
      events.push(event);
    },
  });
  const path = events.flatMap((event) => event.stateEnteredEventDetails?.name ?? []);
  return { outcome, calls, sleeps, events, path };
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

function contextOf(input: unknown): ContextObject {
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
