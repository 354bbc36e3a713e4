import { setTimeout } from "node:timers/promises";
import { executionName } from "../../../../core/commit/executionName.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { KillableHost } from "./KillableHost.ts";
import type { Begun } from "./killScenarios.ts";

/** Resolves with true once the main machine's execution has ended, with false once the signal is aborted. */
export async function hasEnded(
  { target }: KillableHost,
  { run, attempt }: Begun,
  signal: AbortSignal,
): Promise<boolean> {
  using states = new StepFunctions(target);
  while (!signal.aborted) {
    const found = await states.describe(target.outputs.mainMachine, executionName(run, attempt));
    if (found !== undefined && found.status !== "RUNNING") return true;
    await setTimeout(100);
  }
  return false;
}
