import { resolve } from "node:path";
import type { Engine } from "../../../core/commit/Run.ts";
import { causeText } from "../causeText.ts";
import { datasetOfFile } from "../datasetOfFile.ts";
import { exitCodes } from "../exitCodes.ts";
import { stateFolder } from "../folders.ts";
import { formatLake } from "../formatLake.ts";
import { requireConverter } from "../requireConverter.ts";
import { requireFile } from "../requireFile.ts";
import { landTask, type Outcome, readTask, runTasks } from "../runTasks.ts";
import { showCommand } from "../showCommand.ts";

export interface LandOptions {
  readonly stack: string;
  readonly state?: string;
  readonly dataset?: string;
  /** @default what size and contract say */
  readonly engine?: Engine;
  readonly json?: boolean;
}

/** Uploads a file, follows the run that it starts, and prints what then lies in each region. */
export async function land(file: string, options: LandOptions): Promise<void> {
  const contract = datasetOfFile(file, options.dataset);
  const path = resolve(file);
  await requireFile(path);
  await requireConverter(contract, options.engine);
  const tasks = [landTask(path, contract, options.engine), readTask([contract])];
  const outcome = await runTasks({ ...options, stateDir: stateFolder("local", options.state) }, tasks);
  report(outcome, options);
}

function report({ runs, tables }: Outcome, { state, json = false }: LandOptions): void {
  for (const run of runs) {
    const failure = `${run.error}: ${causeText(run.cause)}`;
    const told = run.status === "SUCCEEDED" ? formatLake(tables) : failure;
    const text = `\n${told}\n\nLook closer: ${showCommand(run.run, state)}\n`;
    process.stdout.write(json ? `${JSON.stringify({ ...run, tables }, null, 2)}\n` : text);
    if (run.status !== "SUCCEEDED") process.exitCode = exitCodes.runFailed.code;
  }
}
