import type { Engine, Run } from "../../../core/commit/Run.ts";
import { SluiceError } from "../../../core/errors.ts";
import { notForReplays } from "../../../core/replay/notForReplays.ts";
import { nearRegion } from "../nearRegion.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { CsvLakeOutputs } from "../target/stackOutputs.ts";
import type { Attempts } from "./attemptsOf.ts";
import { everyAttempt } from "./everyAttempt.ts";
import { isDone } from "./isDone.ts";
import { parseRun } from "./parseRun.ts";
import { stagedOf } from "./stagedOf.ts";

export interface RetryOptions {
  /** The one region to retry. @default the whole run */
  readonly region?: string;
  /** @default the one before */
  readonly engine?: Engine;
  /** Whether a run that has succeeded is done again. @default false */
  readonly force?: boolean;
}

/** What a retry starts. */
export interface RetryPlan {
  readonly attempt: number;
  /** ARN. */
  readonly machine: string;
  readonly input: { readonly run: Run; readonly staged: unknown } | Run;
  /** Why it is not what was asked for. */
  readonly note?: string;
}

/**
 * What the next attempt at a run is; undefined where nothing is left to do.
 * @throws SluiceError `cli.run_running`, `cli.unknown_region`, `cli.not_a_run`, `replay.engine`
 */
export async function planRetry(
  states: Pick<StepFunctions, "history">,
  outputs: CsvLakeOutputs,
  attempts: Attempts,
  { region, engine, force = false }: RetryOptions,
): Promise<RetryPlan | undefined> {
  const machine = region === undefined ? outputs.mainMachine : requireRegion(outputs, region);
  refuseRunning(attempts);
  const done = region === undefined ? isDone(attempts) : attempts.regions[region]?.at(-1)?.status === "SUCCEEDED";
  if ((done || isDone(attempts)) && !force) return undefined;
  const attempt = Math.max(...everyAttempt(attempts).map((each) => each.attempt)) + 1;
  const last = runOf(attempts);
  requireReplayEngine(last, engine);
  const run: Run = { ...last, attempt, engine: engine ?? last.engine };
  const whole = { attempt, machine: outputs.mainMachine, input: run };
  if (region === undefined) return whole;
  const staged = await stagedOf(states, attempts, region === nearRegion(outputs) ? "near" : "far");
  if (staged?.status === "staged") return { attempt, machine, input: { run, staged } };
  return { ...whole, note: `${region} was not staged: the main machine's next attempt stages it, and repeats nothing` };
}

function requireRegion({ regionMachines = {} }: CsvLakeOutputs, region: string): string {
  const machine = Object.hasOwn(regionMachines, region) ? regionMachines[region] : undefined;
  if (machine !== undefined) return machine;
  throw new SluiceError("cli.unknown_region", `No machine publishes in region ${JSON.stringify(region)}`, {
    mend: `give --region ${Object.keys(regionMachines).join(" or ")}`,
  });
}

function requireReplayEngine({ run, replay }: Run, engine: Engine | undefined): void {
  if (replay === undefined || engine === undefined || engine === "duckdb") return;
  throw notForReplays(engine, run, "give --engine duckdb, or none");
}

function refuseRunning(attempts: Attempts): void {
  const running = everyAttempt(attempts).find(({ status }) => status === "RUNNING");
  if (running === undefined) return;
  throw new SluiceError("cli.run_running", `Attempt ${running.attempt} at the run is still under way`, {
    where: running.executionArn ?? attempts.run,
    mend: "wait for its end, or stop that execution",
  });
}

/** The run as the last attempt was told it, by either kind of machine. */
function runOf(attempts: Attempts): Run {
  const inputs = [...attempts.main.toReversed(), ...everyAttempt(attempts)].map(({ input }) => input);
  const found = inputs.map(parseRun).find((run) => run?.run === attempts.run);
  if (found) return found;
  throw new SluiceError("cli.not_a_run", "Its executions were not started as a run is", {
    where: attempts.run,
    mend: "land the file again",
  });
}
