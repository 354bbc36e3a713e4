import Table from "cli-table3";
import { bareBorders } from "../bareBorders.ts";
import { printable } from "../printable.ts";
import { requireDataset } from "../requireDataset.ts";
import { type ListedRun, listedRuns } from "../runs/listedRuns.ts";
import type { TargetOptions } from "../target/openStack.ts";
import { openTarget } from "../target/openTarget.ts";
import { StepFunctions } from "../target/StepFunctions.ts";

export interface RunsOptions extends TargetOptions {
  readonly dataset?: string;
  readonly status?: string;
  /** The most runs that are listed. */
  readonly limit: number;
  readonly json?: boolean;
}

/**
 * Lists runs, the newest first.
 * @throws SluiceError `cli.unknown_dataset`
 */
export async function runs(options: RunsOptions): Promise<void> {
  const { dataset, status, limit, json = false } = options;
  if (dataset !== undefined) requireDataset(dataset);
  await using target = await openTarget(options);
  using states = new StepFunctions(target);
  const found: ListedRun[] = [];
  const wanted = listedRuns(states, target.outputs, (name) => dataset === undefined || name.dataset === dataset);
  for await (const run of wanted) {
    if (status === undefined || run.status === status) found.push(run);
    if (found.length >= limit) break;
  }
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : formatRuns(found));
}

const heads = ["run", "attempt", "status", "source", "rows", "rejects", "started", "seconds", "error"];

function formatRuns(found: readonly ListedRun[]): string {
  if (found.length === 0) return "No runs.\n";
  const style = { "padding-left": 0, "padding-right": 2, head: [], border: [] };
  const table = new Table({ chars: bareBorders, style, head: heads });
  for (const each of found) table.push(cellsOf(each).map((cell) => printable(cell)));
  return `${table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")}\n`;
}

function cellsOf({ source, replayOf, ...listed }: ListedRun): string[] {
  const { run, attempt, status, written, rejected, started, seconds, error } = listed;
  const count = (value: number | null) => value?.toLocaleString("en-US") ?? "";
  const when = started.slice(0, 19).replace("T", " ");
  const took = seconds?.toFixed(1) ?? "";
  const of = `${source ?? ""}${replayOf === null ? "" : " (replay)"}`;
  return [run, `${attempt}`, status, of, count(written), count(rejected), `${when}Z`, took, error ?? ""];
}
