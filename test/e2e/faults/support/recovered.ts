import { expect } from "vitest";
import { executionName } from "../../../../core/commit/executionName.ts";
import { attemptsOf } from "../../../../local/cli/runs/attemptsOf.ts";
import { everyAttempt } from "../../../../local/cli/runs/everyAttempt.ts";
import type { RetryOptions } from "../../../../local/cli/runs/planRetry.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { KillableHost } from "./KillableHost.ts";
import { outbox } from "./outbox.ts";
import { retryAs } from "./retryAs.ts";

/** Runs that are retried side by side. */
const width = 4;

/** Expects each execution of these runs that did not succeed to be told of in a mail, and a retry to do the rest. */
export async function expectRecovered(
  host: KillableHost,
  runs: Iterable<readonly [string, RetryOptions]>,
): Promise<void> {
  const waiting = [...runs];
  const recover = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await recovered(host, ...next);
  };
  await Promise.all(Array.from({ length: width }, recover));
}

async function recovered({ target }: KillableHost, run: string, options: RetryOptions): Promise<void> {
  using states = new StepFunctions(target);
  const attempts = async () => everyAttempt(await attemptsOf(states, target.outputs, run));
  const isOver = async () => {
    const statuses = (await attempts()).map(({ status }) => status);
    return statuses.length > 0 && !statuses.includes("RUNNING");
  };
  await expect.poll(isOver, { timeout: 240_000, interval: 100 }).toBe(true);
  const failed = (await attempts()).filter(({ status }) => status !== "SUCCEEDED");
  const names = new Set(failed.map(({ attempt }) => executionName(run, attempt)));
  const untold = async () => {
    const mails = await outbox(target.stateDir);
    return [...names].filter((name) => !mails.some((mail) => mail.includes(name)));
  };
  await expect.poll(untold, { timeout: 240_000, interval: 100 }).toEqual([]);
  const retried = await retryAs(target, run, undefined, options);
  // Where each region had published before the main machine was killed, there is nothing to retry.
  expect([run, retried?.status ?? "SUCCEEDED", retried?.cause]).toEqual([run, "SUCCEEDED", undefined]);
}
