import { join } from "node:path";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { readings } from "../../../datasets/readings.ts";
import { askTask } from "../askTask.ts";
import { exitCodes } from "../exitCodes.ts";
import { projectFolder, stateFolder } from "../folders.ts";
import { formatLake } from "../formatLake.ts";
import { type Answer, landTask, type Outcome, readTask, runTasks } from "../runTasks.ts";
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

/** Of a table that the birdstrikes keep by SQL of their own, joined to the rows in the lake. */
const question = `SELECT m.year, m.strikes, m.damaging, m.cost, max(b.speed_knots) AS fastest
FROM (SELECT year, sum(strikes) AS strikes, sum(damaging) AS damaging, sum(cost) AS cost
      FROM marts.strikes_by_month GROUP BY year) m
JOIN lake.birdstrikes b ON b.year = m.year
GROUP BY m.year, m.strikes, m.damaging, m.cost
ORDER BY m.cost DESC
LIMIT 3`;

/** Lands a real file and a dirty one in a fresh lake, shows what happens, and prints what lies in each region and what each answers. */
export async function demo(options: DemoOptions): Promise<void> {
  const tasks = [
    ...files.map(({ contract, path }) => landTask(path, contract)),
    readTask(files.map(({ contract }) => contract)),
    askTask(question),
  ];
  const stateDir = stateFolder("demo", options.state);
  report(await runTasks({ ...options, stateDir, fresh: true }, tasks), options);
}

function report({ runs, tables, answers }: Outcome, { state, json = false }: DemoOptions): void {
  const shown = runs.map(({ run }) => showCommand(run, state)).join("\n");
  process.stdout.write(
    json
      ? `${JSON.stringify({ runs, tables, answers }, null, 2)}\n`
      : `\n${formatLake(tables)}\n\n${formatAnswers(answers)}\nLook closer:\n${shown}\n`,
  );
  if (runs.some((run) => run.status !== "SUCCEEDED")) process.exitCode = exitCodes.runFailed.code;
}

function formatAnswers(answers: readonly Answer[]): string {
  const asked = answers.slice(0, 1).map(({ sql }) => `${sql}\n`);
  return [...asked, ...answers.map(({ region, text }) => `${region} answers\n${text}`)].join("\n");
}
