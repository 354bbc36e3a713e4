import { basename } from "node:path";
import { Listr, type ListrTask } from "listr2";
import type { Engine } from "../../core/commit/Run.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { type Followed, followRun } from "./followRun.ts";
import { type LakeTable, lakeTable } from "./lakeTable.ts";
import { openHost } from "./openHost.ts";
import { shownLines } from "./shownLines.ts";
import { servedHost } from "./target/servedHost.ts";
import type { LocalTarget } from "./target/Target.ts";
import { withCsvLake } from "./target/withCsvLake.ts";

/** What the tasks of a verb have brought about so far. */
export interface Outcome {
  readonly runs: Followed[];
  readonly tables: LakeTable[];
  readonly answers: Answer[];
}

/** What a region's warehouse answered, as a table of text. */
export interface Answer {
  readonly region: string;
  readonly sql: string;
  readonly text: string;
}

/** What tasks share: their outcome, and the host that the first one opens. */
interface Context extends Outcome {
  open?: LocalTarget;
}

export type Task = ListrTask<Context>;

export interface TasksOptions {
  readonly stack: string;
  readonly stateDir: string;
  /** Whether the folder of state is emptied first. */
  readonly fresh?: boolean;
  /** Whether nothing is shown of the tasks, as the outcome is printed as JSON. */
  readonly json?: boolean;
}

/**
 * Runs tasks one after the other, showing each, on the host that keeps serving on the folder, or else on one that serves
 * until they are done.
 * @throws SluiceError `cli.no_pipeline` where its stack has no csv-lake
 */
export async function runTasks(options: TasksOptions, tasks: readonly Task[]): Promise<Outcome> {
  const context: Context = { runs: [], tables: [], answers: [] };
  const { stack, stateDir, fresh = false, json = false } = options;
  const served = fresh ? undefined : await servedHost(stateDir, stack);
  await using held = new AsyncDisposableStack();
  const open: Task = {
    title: served ? `Use ${served.where}` : "Load the Pulumi program and start its host",
    task: async (shared) => {
      shared.open = withCsvLake(held.use(served ?? (await openHost(stack, stateDir, { fresh }))));
    },
  };
  const list = new Listr<Context>([open, ...tasks], { silentRendererCondition: json, fallbackRenderer: "simple" });
  await list.run(context);
  return context;
}

/** The task that lands a file and shows its run, line by line. */
export function landTask(path: string, contract: Contract, engine?: Engine): Task {
  return {
    title: `Land ${basename(path)} as ${contract.name}`,
    task: async (context, task) => {
      const tell = (line: string) => {
        task.output = line;
      };
      context.runs.push(await followRun(opened(context), path, contract, tell, engine));
    },
    rendererOptions: shownLines,
  };
}

/** The task that reads what lies in each region of datasets; it reads nothing where a run has failed. */
export function readTask(contracts: readonly Contract[]): Task {
  return {
    title: "Read the Parquet of each region",
    skip: ({ runs }) => runs.some((run) => run.status !== "SUCCEEDED"),
    task: async (context) => {
      const open = opened(context);
      for (const region of Object.keys(open.outputs.lakes)) {
        for (const contract of contracts) context.tables.push(await lakeTable(open, region, contract));
      }
    },
  };
}

/** The host that the first task opened. */
export function opened({ open }: Context): LocalTarget {
  if (open) return open;
  throw new Error("No task runs before the one that opens the host");
}
