import type { AslState, StateMachineDefinition } from "../../core/flow/Asl.ts";
import { checkDefinition } from "./checkDefinition.ts";
import { choice } from "./choice.ts";
import { deadline } from "./deadline.ts";
import { fail } from "./fail.ts";
import { type EventDetails, History, type HistoryEvent, whole } from "./History.ts";
import { type Exit, Scope } from "./Scope.ts";
import type { ContextObject, Outcome, StatesHost, TaskCall } from "./StatesHost.ts";
import { succeed } from "./succeed.ts";
import { TaskError } from "./TaskError.ts";
import { task } from "./task.ts";
import { wait } from "./wait.ts";

export type { ContextObject, HistoryEvent, Outcome, StateMachineDefinition, StatesHost, TaskCall };

/**
 * Runs a state machine as Step Functions does, in the part of ASL that flows compile to (JSONata; Task, Choice, Wait,
 * Succeed, Fail). Time-outs are of the real clock, whatever `host.sleep` does.
 * Source: https://states-language.net/spec.html
 *
 * @throws `states.*` for a definition with anything else in it.
 */
export async function interpret(
  definition: StateMachineDefinition,
  input: unknown,
  context: ContextObject,
  host: StatesHost,
): Promise<Outcome> {
  checkDefinition(definition);
  const history = new History(
    () => host.now(),
    (event) => host.emit(event),
  );
  await history.record("ExecutionStarted", {
    executionStartedEventDetails: {
      input: JSON.stringify(input),
      inputDetails: whole,
      roleArn: context.Execution.RoleArn,
    },
  });
  const states = runStates(definition, input, context, host, history);
  const outcome = await deadline(states, definition.TimeoutSeconds, () => ({ status: "TIMED_OUT" }) as const);
  await recordEnd(history, outcome);
  return outcome;
}

async function runStates(
  definition: StateMachineDefinition,
  input: unknown,
  context: ContextObject,
  host: StatesHost,
  history: History,
): Promise<Outcome> {
  let variables: Readonly<Record<string, unknown>> = {};
  let value = input;
  let name: string | undefined = definition.StartAt;
  try {
    while (name !== undefined) {
      const state = definition.States[name] as AslState;
      const enteredTime = host.now();
      const id = await history.record(`${state.Type}StateEntered`, entered(name, value));
      const exit: Exit = await visit(state, new Scope(name, value, host, history, context, variables, enteredTime, id));
      await history.record(`${state.Type as Exclude<AslState["Type"], "Fail">}StateExited`, exited(name, exit));
      variables = { ...variables, ...exit.assigned };
      value = exit.output;
      name = exit.next;
    }
    return { status: "SUCCEEDED", output: value };
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    return {
      status: "FAILED",
      ...(error.error === "" ? {} : { error: error.error }),
      ...(error.causeText === "" ? {} : { cause: error.causeText }),
    };
  }
}

function visit(state: AslState, scope: Scope): Promise<Exit> {
  switch (state.Type) {
    case "Task":
      return task(state, scope);
    case "Choice":
      return choice(state, scope);
    case "Wait":
      return wait(state, scope);
    case "Succeed":
      return succeed(state, scope);
    case "Fail":
      return fail(state, scope);
  }
}

function entered(name: string, input: unknown): EventDetails {
  return { stateEnteredEventDetails: { name, input: JSON.stringify(input), inputDetails: whole } };
}

function exited(name: string, { output, assigned }: Exit): EventDetails {
  const texts = Object.entries(assigned).map(([variable, value]) => [variable, JSON.stringify(value)]);
  const variables =
    texts.length === 0 ? {} : { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: whole };
  return { stateExitedEventDetails: { name, output: JSON.stringify(output), outputDetails: whole, ...variables } };
}

async function recordEnd(history: History, { status, output, error, cause }: Outcome): Promise<void> {
  if (status === "TIMED_OUT") return history.end("ExecutionTimedOut", { executionTimedOutEventDetails: {} });
  if (status === "SUCCEEDED") {
    const executionSucceededEventDetails = { output: JSON.stringify(output), outputDetails: whole };
    return history.end("ExecutionSucceeded", { executionSucceededEventDetails });
  }
  return history.end("ExecutionFailed", { executionFailedEventDetails: { error, cause } });
}
