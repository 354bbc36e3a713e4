import { causeText } from "../causeText.ts";
import { exitCodes } from "../exitCodes.ts";
import { shellWord } from "../shellWord.ts";
import { shownTask } from "../shownTask.ts";
import { openStack, type TargetOptions } from "../target/openStack.ts";
import { StepFunctions } from "../target/StepFunctions.ts";
import type { Target } from "../target/Target.ts";
import type { DayOptions } from "../traffic/askedDays.ts";
import { followRepartition, type Repartitioned } from "../traffic/followRepartition.ts";
import { planDays, planResumption } from "../traffic/planRepartition.ts";
import { trafficPipeline } from "../traffic/TrafficPipeline.ts";

export interface RepartitionOptions extends TargetOptions, DayOptions {
  /** Name or ARN of an execution that failed, whose unfinished days are filed. */
  readonly resume?: string;
  readonly json?: boolean;
}

/**
 * Files days of traffic by event time, yesterday where none is named, or goes on with those of an execution that
 * failed, and follows that to its end.
 * @throws SluiceError `cli.no_traffic`, and as `planDays` and `planResumption` do
 */
export async function repartition({ resume, json = false, ...options }: RepartitionOptions): Promise<void> {
  const days = planDays(options);
  await using target = await openStack(options);
  using states = new StepFunctions(target);
  const { machine } = trafficPipeline(target);
  const plan = resume === undefined ? days : await planResumption(states, machine, resume);
  const title = `Repartition traffic: ${plan.name}`;
  const ended = await shownTask({ title, json }, (tell) => followRepartition(target, states, plan, tell));
  report(ended, target, json);
}

function report(ended: Repartitioned, { options }: Pick<Target, "options">, json: boolean): void {
  const { execution, status, output, step, error, cause, seconds } = ended;
  const succeeded = status === "SUCCEEDED";
  const told = succeeded ? JSON.stringify(output) : `${step ?? ""}: ${error ?? ""}: ${causeText(cause)}`;
  const resume = succeeded
    ? ""
    : `\nGo on with what is left: npx sluice repartition --resume ${shellWord(execution)}${options}\n`;
  const text = `\n${execution} ${status.toLowerCase()} after ${seconds.toFixed(1)} s: ${told}\n${resume}`;
  process.stdout.write(json ? `${JSON.stringify(ended, null, 2)}\n` : text);
  if (!succeeded) process.exitCode = exitCodes.runFailed.code;
}
