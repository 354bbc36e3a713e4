import type { TestStateInput } from "@aws-sdk/client-sfn";
import type { AslState } from "../../../core/flow/Asl.ts";
import type { Moment } from "./lastMoment.ts";

/** The names of the variables that stand for what TestState gives no state. */
const own = { context: "sluiceContext", payload: "sluicePayload" } as const;

/** A state of a machine that is to be run alone. */
export interface AloneState {
  readonly name: string;
  readonly state: AslState;
  readonly machine: { readonly arn: string; readonly name: string; readonly roleArn: string };
  readonly moment: Moment;
  /** What a function is given, in place of what the state would give it. */
  readonly payload?: { readonly value: unknown };
}

/**
 * What TestState is asked. It takes a context object for mocked states only, so expressions get theirs by a variable; so
 * does a function its payload, of which no part is then an expression.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 */
export function testedState({ name, state, machine, moment, payload }: AloneState): TestStateInput {
  const given = withContext({ ...state, QueryLanguage: "JSONata" }) as Record<string, unknown>;
  const { Arguments } = given as { Arguments?: object };
  const definition = payload ? { ...given, Arguments: { ...Arguments, Payload: `{% $${own.payload} %}` } } : given;
  const now = new Date().toISOString();
  const context = {
    Execution: {
      Id: `${machine.arn.replace(":stateMachine:", ":execution:")}:${moment.execution.name}`,
      Name: moment.execution.name,
      Input: moment.execution.input,
      RoleArn: machine.roleArn,
      StartTime: now,
      RedriveCount: 0,
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
    State: { Name: name, EnteredTime: now, RetryCount: 0 },
  };
  const variables = { ...moment.variables, [own.context]: context, ...(payload && { [own.payload]: payload.value }) };
  return {
    definition: JSON.stringify(definition),
    roleArn: machine.roleArn,
    input: JSON.stringify(moment.input),
    variables: JSON.stringify(variables),
    inspectionLevel: "DEBUG",
  };
}

/** The variables that a state leaves behind: those that it was given, and those that it assigned. */
export function remembered(variables: string | undefined): Record<string, unknown> {
  const all = JSON.parse(variables ?? "{}") as Record<string, unknown>;
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== own.context && name !== own.payload));
}

function withContext(value: unknown): unknown {
  if (typeof value === "string") {
    return value.startsWith("{%") ? value.replaceAll(/\$states\.context\b/g, () => `$${own.context}`) : value;
  }
  if (Array.isArray(value)) return value.map(withContext);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withContext(inner)]));
}
