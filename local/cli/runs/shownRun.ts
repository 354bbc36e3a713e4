import { type ShownTaskOptions, shownTask } from "../shownTask.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { Target } from "../target/Target.ts";
import type { RetryPlan } from "./planRetry.ts";
import { type Retried, retryRun } from "./retryRun.ts";

/** Starts an attempt at a run and shows what happens, line by line, until its end. */
export async function shownRun(
  target: Pick<Target, "listen" | "outputs">,
  states: StepFunctions,
  run: string,
  plan: RetryPlan,
  options: ShownTaskOptions,
): Promise<Retried> {
  return await shownTask(options, async (tell) => {
    if (plan.note !== undefined) tell(plan.note);
    return await retryRun(target, states, run, plan, tell);
  });
}
