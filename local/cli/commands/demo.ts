import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Listr } from "listr2";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { readings } from "../../../datasets/readings.ts";
import { exitCodes } from "../exitCodes.ts";
import { projectFolder, stateFolders } from "../folders.ts";
import { type Followed, followRun } from "../followRun.ts";
import { formatLake } from "../formatLake.ts";
import { type LakeTable, lakeTable } from "../lakeTable.ts";
import { type OpenHost, openHost } from "../openHost.ts";
import { shownLines } from "../shownLines.ts";

interface Context {
  open: OpenHost;
  runs: Followed[];
  tables: LakeTable[];
}

/** The files that the demo lands: a real one, and one that holds each reason for rejection. */
const files = [
  { contract: birdstrikes, path: join(projectFolder, "node_modules/vega-datasets/data/birdstrikes.csv") },
  { contract: readings, path: join(projectFolder, "datasets/samples/readings-dirty.csv") },
];

/** Lands a real file and a dirty one in a fresh lake, shows what happens, and prints what lies in each region. */
export async function demo(options: { stack: string; json?: boolean }): Promise<void> {
  const tasks = new Listr<Context>(
    [
      {
        title: "Load the Pulumi program and start its host",
        task: async (context) => {
          await rm(stateFolders.demo, { recursive: true, force: true });
          context.open = await openHost(options.stack, stateFolders.demo);
        },
      },
      ...files.map(({ contract, path }) => ({
        title: `Land ${path.slice(projectFolder.length + 1)}`,
        task: async (context: Context, task: { output: string }) => {
          const tell = (line: string) => {
            task.output = line;
          };
          context.runs.push(await followRun(context.open, path, contract, tell));
        },
        rendererOptions: shownLines,
      })),
      {
        title: "Read the Parquet of each region",
        task: async ({ open, tables }) => {
          for (const region of Object.keys(open.outputs.lakes)) {
            for (const { contract } of files) tables.push(await lakeTable(open, region, contract));
          }
        },
      },
    ],
    { silentRendererCondition: options.json ?? false, fallbackRenderer: "simple" },
  );
  const context = { runs: [], tables: [] } as unknown as Context;
  try {
    await tasks.run(context);
  } finally {
    await context.open?.[Symbol.asyncDispose]();
  }
  report(context, options.json);
}

function report({ runs, tables }: Context, json = false): void {
  const shown = runs.map(({ run }) => `npx sluice show ${run}`).join("\n");
  process.stdout.write(
    json ? `${JSON.stringify({ runs, tables }, null, 2)}\n` : `\n${formatLake(tables)}\n\nLook closer:\n${shown}\n`,
  );
  if (runs.some((run) => run.status !== "SUCCEEDED")) process.exitCode = exitCodes.runFailed.code;
}
