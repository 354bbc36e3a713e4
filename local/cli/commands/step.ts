import { DescribeStateMachineCommand, TestStateCommand } from "@aws-sdk/client-sfn";
import { SluiceError } from "../../../core/errors.ts";
import type { AslState, StateMachineDefinition } from "../../../core/flow/Asl.ts";
import { stateNamed } from "../../services/states/stateNamed.ts";
import { machineName } from "../describeEvent.ts";
import { exitCodes } from "../exitCodes.ts";
import { lastMoment, type Moment } from "../step/lastMoment.ts";
import { readJsonOption } from "../step/readJsonOption.ts";
import { requireMachine } from "../step/requireMachine.ts";
import { type AloneState, remembered, testedState } from "../step/testedState.ts";
import { openStack, type TargetOptions } from "../target/openStack.ts";
import { StepFunctions } from "../target/StepFunctions.ts";

export interface StepOptions extends TargetOptions {
  /** JSON, a file, or `-`. */
  readonly input?: string;
  readonly variables?: string;
  /** Run or execution whose state's input and variables are taken where none are given. */
  readonly run?: string;
  readonly json?: boolean;
}

/** How a state that was run alone ended. */
interface Stepped {
  readonly machine: string;
  readonly state: string;
  readonly status: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly next?: string | undefined;
  readonly arguments: unknown;
  readonly result: unknown;
  readonly output: unknown;
  /** Those that the state assigned. */
  readonly assigned: Record<string, unknown>;
}

/**
 * Runs one state of a machine alone, as the machine's role, and prints what it did; no other state follows.
 * @param given `<machine>.<state>`
 * @throws SluiceError `cli.bad_step`, `cli.unknown_machine`, `cli.unknown_state`, `cli.not_alone`, `cli.no_input`
 */
export async function step(given: string, options: StepOptions): Promise<void> {
  const [machine, state] = namesIn(given);
  const input = options.input === undefined ? undefined : { value: await readJsonOption("--input", options.input) };
  const variables = await variablesOf(options.variables);
  if (input === undefined && options.run === undefined) {
    throw new SluiceError("cli.no_input", "The state has no input", { mend: "give --input, or --run and a run" });
  }
  await using target = await openStack(options);
  using states = new StepFunctions(target);
  const alone = await aloneState(states, requireMachine(target.outputs, machine), state);
  const { arn } = alone.machine;
  const found =
    options.run === undefined ? undefined : await lastMoment(states, target.outputs, arn, state, options.run);
  const settled = { ...alone, ...inputOf(alone.state, input, found, variables) };
  const tested = await states.of(arn).send(new TestStateCommand(testedState(settled)));
  const { status = "", error, cause, nextState: next, output, inspectionData: data } = tested;
  const seen = { arguments: parsed(data?.afterArguments), result: parsed(data?.result), output: parsed(output) };
  const left = newlyAssigned(remembered(data?.variables), settled.moment.variables);
  report(
    { machine: machineName(arn), state, status, error, cause, next, ...seen, assigned: left },
    options.json ?? false,
  );
}

function namesIn(given: string): [machine: string, state: string] {
  const [, machine, state] = /^([^.]+)\.(.+)$/.exec(given) ?? [];
  if (machine !== undefined && state !== undefined) return [machine, state];
  throw new SluiceError("cli.bad_step", `${JSON.stringify(given)} does not name a state`, {
    mend: "give <machine>.<state>, as csv-lake.Verify or us-east-1.Commit",
  });
}

async function variablesOf(given: string | undefined): Promise<Record<string, unknown>> {
  const value = given === undefined ? {} : await readJsonOption("--variables", given);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new SluiceError("cli.bad_json", "Variables are an object of values by name", { where: "--variables" });
}

async function aloneState(states: StepFunctions, arn: string, name: string): Promise<Omit<AloneState, "moment">> {
  const described = await states.of(arn).send(new DescribeStateMachineCommand({ stateMachineArn: arn }));
  const definition = JSON.parse(described.definition ?? "{}") as StateMachineDefinition;
  const state = stateNamed(definition, name);
  if (state === undefined) {
    throw new SluiceError("cli.unknown_state", `The machine has no state ${JSON.stringify(name)}`, {
      where: machineName(arn),
      mend: `name one of ${Object.keys(definition.States).join(", ")}`,
    });
  }
  refuseNested(name, state);
  return { name, state, machine: { arn, name: described.name ?? "", roleArn: described.roleArn ?? "" } };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html */
function refuseNested(name: string, state: AslState): void {
  const holds = state.Type === "Map" || state.Type === "Parallel";
  if (!holds && !(state.Type === "Task" && /\.(sync(:2)?|waitForTaskToken)$/.test(state.Resource))) return;
  throw new SluiceError("cli.not_alone", "The state runs others, or waits for what it starts", {
    where: name,
    mend: "run those alone, as us-east-1.Commit",
  });
}

/** A function is given its input as it is; any other state, as if the execution began with it. */
function inputOf(
  state: AslState,
  input: { readonly value: unknown } | undefined,
  found: Moment | undefined,
  variables: Record<string, unknown>,
): Pick<AloneState, "moment" | "payload"> {
  const before = found ?? { input: input?.value, variables: {}, execution: { name: "step", input: input?.value } };
  const moment = { ...before, variables: { ...before.variables, ...variables } };
  if (input === undefined) return { moment };
  if (state.Type === "Task" && state.Resource === "arn:aws:states:::lambda:invoke") return { moment, payload: input };
  return { moment: { ...moment, input: input.value } };
}

function newlyAssigned(left: Record<string, unknown>, before: Moment["variables"]): Record<string, unknown> {
  const isNew = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(before[name]);
  return Object.fromEntries(Object.entries(left).filter(isNew));
}

function report(stepped: Stepped, json: boolean): void {
  process.stdout.write(`${json ? JSON.stringify(stepped, null, 2) : formatStepped(stepped)}\n`);
  if (stepped.status !== "SUCCEEDED") process.exitCode = exitCodes.runFailed.code;
}

function formatStepped({ machine, state, status, error, cause, next, ...seen }: Stepped): string {
  const values = [
    ["arguments", seen.arguments],
    ["result", seen.result],
    ["output", seen.output],
  ] as const;
  return [
    `${machine}.${state} ${status}${next === undefined ? "" : `; next would be ${next}`}`,
    ...(error === undefined ? [] : [`error      ${error}: ${cause ?? ""}`]),
    ...values.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(9)}  ${JSON.stringify(value)}`])),
    ...Object.entries(seen.assigned).map(([name, value]) => `$${name} = ${JSON.stringify(value)}`),
  ].join("\n");
}

function parsed(json: string | undefined): unknown {
  return JSON.parse(json ?? "null");
}
