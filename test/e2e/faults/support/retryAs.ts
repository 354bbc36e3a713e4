import { attemptsOf } from "../../../../local/cli/runs/attemptsOf.ts";
import { planRetry, type RetryOptions } from "../../../../local/cli/runs/planRetry.ts";
import { type Retried, retryRun } from "../../../../local/cli/runs/retryRun.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { Target } from "../../../../local/cli/target/Target.ts";

/** What the verb `retry` does; undefined where nothing was left to do. */
export async function retryAs(
  target: Pick<Target, "clientConfig" | "outputs" | "listen">,
  run: string,
  region?: string,
  options: RetryOptions = {},
): Promise<Retried | undefined> {
  using states = new StepFunctions(target);
  const attempts = await attemptsOf(states, target.outputs, run);
  const plan = await planRetry(
    states,
    target.outputs,
    attempts,
    region === undefined ? options : { ...options, region },
  );
  return plan && (await retryRun(target, states, run, plan, () => {}));
}
