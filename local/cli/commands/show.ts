import { resolve } from "node:path";
import { SluiceError } from "../../../core/errors.ts";
import { arnRegion } from "../../arnRegion.ts";
import type { Execution } from "../../services/states/Execution.ts";
import { machineName } from "../describeEvent.ts";
import { executionsOf } from "../executionsOf.ts";
import { exitCodes } from "../exitCodes.ts";
import { stateFolders } from "../folders.ts";
import { runStates, type StatePassage } from "../runStates.ts";
import { describedExecutions } from "../runs/describedExecutions.ts";
import { openStack } from "../target/openStack.ts";
import { servedHost } from "../target/servedHost.ts";

export interface ShowOptions {
  readonly stack?: string;
  readonly state?: string;
  readonly aws?: boolean;
  readonly json?: boolean;
}

/**
 * Prints what a run's executions did, state by state. Of a folder of state it needs no host, since histories are files;
 * one that serves there is asked all the same, as it knows what still runs.
 * @param folders of state to look in. @default the one given, or else those of the verbs and of the demo
 * @throws SluiceError `cli.no_such_run`
 */
export async function show(
  run: string,
  { stack = "dev", state, aws = false, json = false }: ShowOptions,
  folders: readonly string[] = state === undefined ? Object.values(stateFolders) : [resolve(state)],
): Promise<void> {
  const executions = aws
    ? await deployedExecutions(run, stack, state)
    : (await Promise.all(folders.map(keptIn(run)))).flat();
  if (executions.length === 0) {
    throw new SluiceError("cli.no_such_run", `No run ${JSON.stringify(run)} is known`, {
      where: aws ? `stack ${stack} on AWS` : folders.join(", "),
      mend: "give one that npx sluice runs lists",
    });
  }
  const told = executions.map(({ state: described, events }) => ({
    ...described,
    region: arnRegion(described.arn),
    states: runStates(events),
  }));
  process.stdout.write(`${json ? JSON.stringify(told, null, 2) : executions.map(formatExecution).join("\n\n")}\n`);
  if (!haveSucceeded(executions)) process.exitCode = exitCodes.runFailed.code;
}

async function deployedExecutions(run: string, stack: string, state: string | undefined): Promise<Execution[]> {
  await using target = await openStack({ stack, aws: true, ...(state === undefined ? {} : { state }) });
  return await describedExecutions(target, run);
}

function keptIn(run: string): (folder: string) => Promise<Execution[]> {
  return async (folder) => {
    const served = await servedHost(folder);
    return served ? await describedExecutions(served, run) : executionsOf(folder, run);
  };
}

/** Whether the last attempt of each machine has. */
function haveSucceeded(executions: readonly Execution[]): boolean {
  const ends = new Map(executions.map(({ state }) => [state.machineArn, state.status]));
  return [...ends.values()].every((status) => status === "SUCCEEDED");
}

function formatExecution({ state, events }: Execution): string {
  const began = Date.parse(state.startDate);
  const took = state.stopDate === undefined ? "" : ` in ${seconds(Date.parse(state.stopDate) - began)}`;
  return [
    `${machineName(state.machineArn)}  ${arnRegion(state.arn)}  ${state.status}${took}  ${state.name}`,
    `  input  ${state.input}`,
    ...runStates(events).map((passage) => formatPassage(passage, began)),
    ...(state.output === undefined ? [] : [`  output ${state.output}`]),
    ...(state.error === undefined ? [] : [`  error  ${state.error}: ${state.cause ?? ""}`]),
  ].join("\n");
}

function formatPassage(passage: StatePassage, began: number): string {
  const at = seconds(Date.parse(passage.entered) - began).padStart(9);
  const took = passage.milliseconds === null ? "" : seconds(passage.milliseconds);
  const lines = [
    `${at}  ${passage.state.padEnd(16)} ${took}`,
    ...(passage.arguments === null ? [] : [`in   ${short(payloadOf(passage.arguments))}`]),
    ...passage.errors.map(({ error, cause }) => `err  ${error}: ${short(cause)}`),
    ...(passage.arguments === null || passage.output === null ? [] : [`out  ${short(payloadOf(passage.output))}`]),
  ];
  return lines.join(`\n${" ".repeat(13)}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** What a function was given or gave, without what Lambda says of the invocation; anything else as it is. */
function payloadOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "Payload" in value ? value.Payload : value;
}

/** `--json` prints it whole. */
function short(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
