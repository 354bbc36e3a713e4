import { resolve } from "node:path";
import { SluiceError } from "../../../core/errors.ts";
import { arnRegion } from "../../arnRegion.ts";
import type { Execution } from "../../services/states/Execution.ts";
import { machineName } from "../describeEvent.ts";
import { executionsOf } from "../executionsOf.ts";
import { exitCodes } from "../exitCodes.ts";
import { stateFolders } from "../folders.ts";
import { runStates, type StatePassage } from "../runStates.ts";

/**
 * Prints what a run's executions did, state by state; it needs no host, since their histories are files.
 * @param folders of state to look in. @default the one given, or else those of the verbs and of the demo
 * @throws SluiceError `cli.no_such_run`
 */
export async function show(
  run: string,
  options: { readonly state?: string; readonly json?: boolean },
  folders: readonly string[] = options.state === undefined ? Object.values(stateFolders) : [resolve(options.state)],
): Promise<void> {
  const executions = folders.flatMap((folder) => executionsOf(folder, run));
  if (executions.length === 0) {
    throw new SluiceError("cli.no_such_run", `No run ${JSON.stringify(run)} is known`, {
      where: folders.join(", "),
      mend: "give the run that npx sluice land printed",
    });
  }
  const told = executions.map(({ state, events }) => ({
    ...state,
    region: arnRegion(state.arn),
    states: runStates(events),
  }));
  const text = executions.map(formatExecution).join("\n\n");
  process.stdout.write(`${options.json ? JSON.stringify(told, null, 2) : text}\n`);
  if (executions.some(({ state }) => state.status !== "SUCCEEDED")) process.exitCode = exitCodes.runFailed.code;
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
