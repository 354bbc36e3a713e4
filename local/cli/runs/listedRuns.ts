import { type ExecutionListItem, paginateListExecutions } from "@aws-sdk/client-sfn";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { CsvLakeOutputs } from "../target/stackOutputs.ts";
import { asRunName, type RunName } from "./asRunName.ts";
import { type Attempts, attemptsOf } from "./attemptsOf.ts";
import { everyAttempt } from "./everyAttempt.ts";
import { isDone } from "./isDone.ts";
import { parseRun } from "./parseRun.ts";

/** A run in a list: how its last attempt stands. */
export interface ListedRun {
  readonly run: string;
  readonly dataset: string;
  /** Of its last execution, in whichever machine. */
  readonly attempt: number;
  /** As Step Functions names it; `SUCCEEDED` too where regions were retried alone until each had succeeded. */
  readonly status: string;
  /** Key of the source object; null where the input tells none. */
  readonly source: string | null;
  /** The run whose rejects it corrects; null where it is no replay. */
  readonly replayOf: string | null;
  readonly engine: string | null;
  /** Counts of the main machine's last success; null before there is one. */
  readonly written: number | null;
  readonly rejected: number | null;
  /** ISO 8601. */
  readonly started: string;
  /** Seconds of the last execution; null while it runs. */
  readonly seconds: number | null;
  readonly error: string | null;
}

/** The runs of a stack, newest first, as the executions of the main machine tell. */
export async function* listedRuns(
  states: StepFunctions,
  outputs: CsvLakeOutputs,
  isWanted: (name: RunName) => boolean,
): AsyncGenerator<ListedRun> {
  const { mainMachine } = outputs;
  const seen = new Set<string>();
  const pages = paginateListExecutions({ client: states.of(mainMachine) }, { stateMachineArn: mainMachine });
  for await (const { executions = [] } of pages) {
    for (const execution of executions) {
      const name = asRunName(execution.name ?? "");
      if (name === undefined || seen.has(name.run) || !isWanted(name)) continue;
      seen.add(name.run);
      yield listedRun(name, await lastAttempts(states, outputs, name, execution));
    }
  }
}

/** Those from the main machine's last on; after a success there is none to look for. */
async function lastAttempts(
  states: StepFunctions,
  outputs: CsvLakeOutputs,
  { run, attempt = 0 }: RunName,
  { status, name = "" }: ExecutionListItem,
): Promise<Attempts> {
  if (status !== "SUCCEEDED") return await attemptsOf(states, outputs, run, attempt);
  const described = await states.describe(outputs.mainMachine, name);
  return { run, main: described ? [{ ...described, attempt }] : [], regions: {} };
}

function listedRun({ run, dataset }: RunName, attempts: Attempts): ListedRun {
  const main = attempts.main.at(-1);
  const last = everyAttempt(attempts)
    .toSorted((a, b) => a.attempt - b.attempt || timeOf(a) - timeOf(b))
    .at(-1);
  const given = parseRun(main?.input);
  const counts = countsOf(main?.output);
  const done = isDone(attempts);
  return {
    run,
    dataset,
    attempt: last?.attempt ?? 0,
    status: done ? "SUCCEEDED" : statusOf(attempts),
    source: given?.source.key ?? null,
    replayOf: given?.replay?.of.run ?? null,
    engine: given?.engine ?? null,
    written: counts.written ?? null,
    rejected: counts.rejected ?? null,
    started: (main?.startDate ?? new Date(0)).toISOString(),
    seconds: last?.startDate && last.stopDate ? (last.stopDate.getTime() - last.startDate.getTime()) / 1000 : null,
    error: done ? null : (main?.error ?? null),
  };
}

function statusOf(attempts: Attempts): string {
  const running = everyAttempt(attempts).some(({ status }) => status === "RUNNING");
  return running ? "RUNNING" : (attempts.main.at(-1)?.status ?? "UNKNOWN");
}

function timeOf({ startDate }: { startDate?: Date | undefined }): number {
  return startDate?.getTime() ?? 0;
}

function countsOf(output: string | undefined): { written?: number; rejected?: number } {
  const told: unknown = JSON.parse(output ?? "null");
  return typeof told === "object" && told !== null ? told : {};
}
