import { basename, resolve } from "node:path";
import { Listr } from "listr2";
import { datasetOfFile } from "../datasetOfFile.ts";
import { exitCodes } from "../exitCodes.ts";
import { stateFolders } from "../folders.ts";
import { type Followed, followRun } from "../followRun.ts";
import { formatLake } from "../formatLake.ts";
import { type LakeTable, lakeTable } from "../lakeTable.ts";
import { type OpenHost, openHost } from "../openHost.ts";
import { requireFile } from "../requireFile.ts";
import { shownLines } from "../shownLines.ts";

interface Context {
  open: OpenHost;
  run: Followed;
  tables: LakeTable[];
}

/** Uploads a file, follows the run that it starts, and prints what then lies in each region. */
export async function land(file: string, options: { stack: string; dataset?: string; json?: boolean }): Promise<void> {
  const contract = datasetOfFile(file, options.dataset);
  const path = resolve(file);
  await requireFile(path);
  const tasks = new Listr<Context>(
    [
      {
        title: "Load the Pulumi program and start its host",
        task: async (context) => {
          context.open = await openHost(options.stack, stateFolders.local);
        },
      },
      {
        title: `Land ${basename(file)} as ${contract.name}`,
        task: async (context, task) => {
          context.run = await followRun(context.open, path, contract, (line) => {
            task.output = line;
          });
          if (context.run.status !== "SUCCEEDED") return;
          context.tables = [];
          for (const region of Object.keys(context.open.outputs.lakes)) {
            context.tables.push(await lakeTable(context.open, region, contract));
          }
        },
        rendererOptions: shownLines,
      },
    ],
    { silentRendererCondition: options.json ?? false, fallbackRenderer: "simple" },
  );
  const context = { tables: [] } as unknown as Context;
  try {
    await tasks.run(context);
  } finally {
    await context.open?.[Symbol.asyncDispose]();
  }
  report(context, options.json);
}

function report({ run, tables }: Context, json = false): void {
  const failure = `${run.error}: ${run.cause}`;
  const told = run.status === "SUCCEEDED" ? formatLake(tables) : failure;
  const text = `\n${told}\n\nLook closer: npx sluice show ${run.run}\n`;
  process.stdout.write(json ? `${JSON.stringify({ ...run, tables }, null, 2)}\n` : text);
  if (run.status !== "SUCCEEDED") process.exitCode = exitCodes.runFailed.code;
}
