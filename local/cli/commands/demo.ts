import { join } from "node:path";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { readings } from "../../../datasets/readings.ts";
import { exitCodes } from "../exitCodes.ts";
import { projectFolder, stateFolder } from "../folders.ts";
import { formatLake } from "../formatLake.ts";
import { landTask, type Outcome, readTask, runTasks } from "../runTasks.ts";
import { showCommand } from "../showCommand.ts";

export interface DemoOptions {
  readonly stack: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** The files that the demo lands: a real one, and one that holds each reason for rejection. */
const files = [
  { contract: birdstrikes, path: join(projectFolder, "node_modules/vega-datasets/data/birdstrikes.csv") },
  { contract: readings, path: join(projectFolder, "datasets/samples/readings-dirty.csv") },
];

/** Lands a real file and a dirty one in a fresh lake, shows what happens, and prints what lies in each region. */
export async function demo(options: DemoOptions): Promise<void> {
  const tasks = [
    ...files.map(({ contract, path }) => landTask(path, contract)),
    readTask(files.map(({ contract }) => contract)),
  ];
  const stateDir = stateFolder("demo", options.state);
  report(await runTasks({ ...options, stateDir, fresh: true }, tasks), options);
}

function report({ runs, tables }: Outcome, { state, json = false }: DemoOptions): void {
  const shown = runs.map(({ run }) => showCommand(run, state)).join("\n");
  process.stdout.write(
    json ? `${JSON.stringify({ runs, tables }, null, 2)}\n` : `\n${formatLake(tables)}\n\nLook closer:\n${shown}\n`,
  );
  if (runs.some((run) => run.status !== "SUCCEEDED")) process.exitCode = exitCodes.runFailed.code;
}
