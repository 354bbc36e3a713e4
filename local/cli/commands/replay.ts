import { resolve } from "node:path";
import { executionName } from "../../../core/commit/executionName.ts";
import { SluiceError } from "../../../core/errors.ts";
import { causeText } from "../causeText.ts";
import { counted } from "../counted.ts";
import { exitCodes } from "../exitCodes.ts";
import { planReplay, type ReplayPlan } from "../replay/planReplay.ts";
import { uploadCorrections } from "../replay/uploadCorrections.ts";
import { requireFile } from "../requireFile.ts";
import type { Retried } from "../runs/retryRun.ts";
import { runName } from "../runs/runName.ts";
import { shownRun } from "../runs/shownRun.ts";
import type { TargetOptions } from "../target/openStack.ts";
import { openTarget } from "../target/openTarget.ts";
import { StepFunctions } from "../target/StepFunctions.ts";
import type { Target } from "../target/Target.ts";

export interface ReplayOptions extends TargetOptions {
  /** File of corrections. */
  readonly rejects: string;
  readonly json?: boolean;
}

/**
 * Publishes corrected rejects of a run beside its rows, in every region, and follows that to its end. The same file
 * again changes nothing.
 * @throws SluiceError as `planReplay` does; `replay.ran_before` where an attempt at this very replay has ended already
 */
export async function replay(given: string, { rejects, json = false, ...options }: ReplayOptions): Promise<void> {
  const { run, dataset } = runName(given);
  const path = resolve(rejects);
  const size = await requireFile(path);
  await using target = await openTarget(options);
  const plan = await planReplay(target, dataset, run, path);
  if ("already" in plan) {
    const told = `${rejects} was replayed by ${plan.already}: nothing to do.\n`;
    process.stdout.write(json ? `${JSON.stringify({ run: plan.already, replayed: false })}\n` : told);
    return;
  }
  using states = new StepFunctions(target);
  await refuseRanBefore(states, target, plan);
  const input = await uploadCorrections(target, plan, { path, size });
  const machine = target.outputs.mainMachine;
  const title = `Replay rejects of ${plan.of.run} as ${input.run}`;
  report(
    await shownRun(target, states, input.run, { attempt: 0, machine, input }, { title, json }),
    plan,
    target,
    json,
  );
}

/** One that still runs is followed. */
async function refuseRanBefore(
  states: StepFunctions,
  { outputs, options }: Target,
  { run }: ReplayPlan,
): Promise<void> {
  const before = await states.describe(outputs.mainMachine, executionName(run, 0));
  if (before === undefined || before.status === "RUNNING") return;
  throw new SluiceError("replay.ran_before", `This replay was asked for before, and ended ${before.status}`, {
    where: run,
    mend: `npx sluice retry ${run}${options} starts the next attempt at it`,
  });
}

function report(ended: Retried, { of }: ReplayPlan, { options }: Target, json: boolean): void {
  const { run, status, error, cause, seconds } = ended;
  const succeeded = status === "SUCCEEDED";
  const told = succeeded ? outcome(ended.output, of.run) : `${error ?? ""}: ${causeText(cause)}`;
  const text = `\nReplay ${status.toLowerCase()} after ${seconds.toFixed(1)} s: ${told}\n\nLook closer: npx sluice show ${run}${options}\n`;
  process.stdout.write(json ? `${JSON.stringify({ ...ended, of: of.run, replayed: true }, null, 2)}\n` : text);
  if (!succeeded) process.exitCode = exitCodes.runFailed.code;
}

function outcome(output: unknown, of: string): string {
  const { written, rejected, ...regions } = output as Record<string, unknown>;
  const superseded = ["near", "far"].some((role) => regions[role] === "superseded");
  if (superseded) return `superseded, as a newer version of the source took the place of ${of} meanwhile`;
  return `${counted(Number(written), "record")} corrected, ${rejected} still rejected`;
}
