import type { AslState, AslStates } from "../../core/flow/Asl.ts";
import type { Frame } from "./Frame.ts";
import { type EventDetails, whole } from "./History.ts";
import { type Exit, Scope } from "./Scope.ts";
import { visit } from "./visit.ts";

/** Runs states from the first on, until one ends; gives its output. @throws TaskError */
export async function runStates({ StartAt, States }: AslStates, input: unknown, frame: Frame): Promise<unknown> {
  let value = input;
  for (let name: string | undefined = StartAt; name !== undefined; ) {
    const state = States[name] as AslState;
    const exit = await passThrough(name, state, value, frame);
    value = exit.output;
    name = exit.next;
  }
  return value;
}

async function passThrough(name: string, state: AslState, input: unknown, frame: Frame): Promise<Exit> {
  const { chain, host, variables } = frame;
  const enteredTime = host.clock.now();
  const enteredId = await chain.record(`${state.Type}StateEntered`, entered(name, input));
  frame.visiting = state.Type;
  const exit = await visit(state, new Scope({ name, input, frame, enteredTime, enteredId }));
  frame.visiting = undefined;
  variables.assign(exit.assigned);
  await chain.record(`${state.Type as Exclude<AslState["Type"], "Fail">}StateExited`, exited(name, exit));
  return exit;
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
