import { SluiceError } from "../../../core/errors.ts";
import type { Execution } from "../../services/states/Execution.ts";
import { machineName } from "../describeEvent.ts";
import { executionsOf } from "../executionsOf.ts";
import { exitCodes } from "../exitCodes.ts";
import { stateFolders } from "../openHost.ts";
import { runStates, type StatePassage } from "../runStates.ts";

/** Prints what a run's executions did, state by state; it needs no host, since their histories are files. */
export async function show(run: string, options: { json?: boolean }): Promise<void> {
  const executions = Object.values(stateFolders).flatMap((folder) => executionsOf(folder, run));
  if (executions.length === 0) {
    throw new SluiceError("cli.no_such_run", `No run ${JSON.stringify(run)} is known`, {
      where: Object.values(stateFolders).join(", "),
      mend: "give the run that npx sluice land printed",
    });
  }
  const told = executions.map(({ state, events }) => ({
    ...state,
    region: regionOf(state.arn),
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
    `${machineName(state.machineArn)}  ${regionOf(state.arn)}  ${state.status}${took}  ${state.name}`,
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
    ...(passage.arguments === null ? [] : [`in   ${short(passage.arguments)}`]),
    ...passage.errors.map(({ error, cause }) => `err  ${error}: ${short(cause)}`),
    ...(passage.output === null ? [] : [`out  ${short(passage.output)}`]),
  ];
  return lines.join(`\n${" ".repeat(13)}`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** `--json` prints it whole. */
function short(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

function regionOf(arn: string): string {
  return arn.split(":")[3] ?? "";
}
