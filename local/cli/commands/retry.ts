import type { Engine, Run } from "../../../core/commit/Run.ts";
import { SluiceError } from "../../../core/errors.ts";
import { causeText } from "../causeText.ts";
import { machineName } from "../describeEvent.ts";
import { exitCodes } from "../exitCodes.ts";
import { requireConverter } from "../requireConverter.ts";
import { requireSameContract } from "../requireSameContract.ts";
import { attemptsOf } from "../runs/attemptsOf.ts";
import { everyAttempt } from "../runs/everyAttempt.ts";
import { planRetry, type RetryOptions } from "../runs/planRetry.ts";
import type { Retried } from "../runs/retryRun.ts";
import { runName } from "../runs/runName.ts";
import { shownRun } from "../runs/shownRun.ts";
import type { TargetOptions } from "../target/openStack.ts";
import { openTarget } from "../target/openTarget.ts";
import { StepFunctions } from "../target/StepFunctions.ts";
import type { Target } from "../target/Target.ts";

type Options = TargetOptions & RetryOptions & { readonly json?: boolean };

/**
 * Starts the next attempt at a run, whose steps skip what is done, and follows it to its end.
 * @param given a run, or the name or ARN of one of its executions
 * @throws SluiceError `cli.no_such_run`, `cli.contract_changed`, and as `planRetry` and `requireConverter` do
 */
export async function retry(given: string, options: Options): Promise<void> {
  const { run } = runName(given);
  const { json = false } = options;
  await using target = await openTarget(options);
  using states = new StepFunctions(target);
  const attempts = await attemptsOf(states, target.outputs, run);
  if (everyAttempt(attempts).length === 0) throw noSuchRun(run, target);
  const plan = await planRetry(states, target.outputs, attempts, options);
  if (plan === undefined) {
    const last = Math.max(...everyAttempt(attempts).map(({ attempt }) => attempt));
    const what = `${run} has succeeded: nothing to retry (--force does it again).\n`;
    process.stdout.write(
      json ? `${JSON.stringify({ run, attempt: last, status: "SUCCEEDED", retried: false })}\n` : what,
    );
    return;
  }
  // On AWS what was deployed counts, not what lies here; its convert step says the same.
  if (!options.aws) await requireConvertible("staged" in plan.input ? plan.input.run : plan.input, options.engine);
  const title = `Attempt ${plan.attempt} at ${run}, by ${machineName(plan.machine)}`;
  report(await shownRun(target, states, run, plan, { title, json }), target, json);
}

function report(retried: Retried, { options }: Target, json: boolean): void {
  const { run, attempt, status, output, error, cause, seconds } = retried;
  const succeeded = status === "SUCCEEDED";
  const told = succeeded ? JSON.stringify(output) : `${error ?? ""}: ${causeText(cause)}`;
  const text = `\nAttempt ${attempt} ${status.toLowerCase()} after ${seconds.toFixed(1)} s: ${told}\n\nLook closer: npx sluice show ${run}${options}\n`;
  process.stdout.write(json ? `${JSON.stringify({ ...retried, retried: true }, null, 2)}\n` : text);
  if (!succeeded) process.exitCode = exitCodes.runFailed.code;
}

/** Without an engine asked for there may be nothing left to convert: what the run needs, it says itself. */
async function requireConvertible({ dataset, contract, source }: Run, engine: Engine | undefined): Promise<void> {
  const known = requireSameContract(dataset, contract, source.key);
  if (engine !== undefined) await requireConverter(known, engine);
}

function noSuchRun(run: string, { where }: Target): SluiceError {
  return new SluiceError("cli.no_such_run", `No run ${run} is known`, {
    where,
    mend: "give one that npx sluice runs lists",
  });
}
