import { randomUUID } from "node:crypto";
import type { DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import { executionName } from "../../../core/commit/executionName.ts";
import { SluiceError } from "../../../core/errors.ts";
import type { PlanIdentity } from "../../../jobs/traffic/PlanIdentity.ts";
import type { PlanInput } from "../../../lambdas/plan-days/PlanInput.ts";
import { planIdentity } from "../../../lambdas/plan-days/planIdentity.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import { askedDays, type DayOptions } from "./askedDays.ts";

export interface RepartitionPlan {
  /** Of the execution that is started. */
  readonly name: string;
  readonly input: PlanInput["asked"] & PlanInput["resume"];
}

/**
 * An execution that files the days which the command line names.
 * @throws SluiceError `cli.bad_days`, `traffic.bad_range`
 */
export function planDays(options: DayOptions): RepartitionPlan {
  const days = askedDays(options);
  const named = days === undefined ? "yesterday" : [...new Set([days.from, days.to])].join("-to-");
  return { name: `repartition-${named}-${randomUUID().slice(0, 8)}`, input: days ?? {} };
}

/**
 * The next attempt at what an execution was asked for: it is the same plan, so that days which are published stay.
 * @param given name or ARN of the execution, or of an earlier attempt
 * @throws SluiceError `cli.no_such_run`, `cli.run_running`, `cli.run_succeeded`
 */
export async function planResumption(
  states: Pick<StepFunctions, "describe">,
  machine: string,
  given: string,
): Promise<RepartitionPlan> {
  const described = await states.describe(machine, given.split(":").at(-1) ?? "");
  if (described === undefined) throw noSuchRun(given, machine);
  const input = inputOf(described);
  const plan = planOf(described, input);
  const last = await lastAttempt(states, machine, plan, described);
  requireFailed(last.described);
  const attempt = last.attempt + 1;
  return { name: executionName(plan.run, attempt), input: { ...input, ...plan, attempt } };
}

/** The plan that an execution makes, by its own name and start or as its input says. */
export function planOf(
  { name = "", startDate = new Date(0) }: Pick<DescribeExecutionOutput, "name" | "startDate">,
  input: PlanInput["resume"],
): PlanIdentity {
  return planIdentity({ name, startedAt: startDate.toISOString(), resume: input });
}

async function lastAttempt(
  states: Pick<StepFunctions, "describe">,
  machine: string,
  { run, attempt }: PlanIdentity,
  described: DescribeExecutionOutput,
): Promise<{ attempt: number; described: DescribeExecutionOutput }> {
  const next = await states.describe(machine, executionName(run, attempt + 1));
  if (next === undefined) return { attempt, described };
  return await lastAttempt(states, machine, planOf(next, inputOf(next)), next);
}

function inputOf({ input = "{}" }: DescribeExecutionOutput): RepartitionPlan["input"] {
  return JSON.parse(input) as RepartitionPlan["input"];
}

function requireFailed({ status, executionArn = "" }: DescribeExecutionOutput): void {
  if (status === "RUNNING") {
    throw new SluiceError("cli.run_running", "It is still under way", {
      where: executionArn,
      mend: "wait for its end, or stop that execution",
    });
  }
  if (status === "SUCCEEDED") {
    throw new SluiceError("cli.run_succeeded", "It has succeeded, and nothing is left to resume", {
      where: executionArn,
      mend: "name the days, to file them anew",
    });
  }
}

function noSuchRun(given: string, machine: string): SluiceError {
  return new SluiceError("cli.no_such_run", `The machine has no execution ${JSON.stringify(given)}`, {
    where: machine,
    mend: "give the name that a mail, or npx sluice repartition, tells",
  });
}
