import { expect } from "vitest";
import { attemptsOf } from "../../../../local/cli/runs/attemptsOf.ts";
import { everyAttempt } from "../../../../local/cli/runs/everyAttempt.ts";
import type { RetryOptions } from "../../../../local/cli/runs/planRetry.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { KillableHost } from "./KillableHost.ts";
import { outbox } from "./outbox.ts";
import { retryAs } from "./retryAs.ts";

/** Runs that are retried side by side. */
const width = 4;

/** Expects each of these runs to be told of in a mail, where an execution did not succeed, and a retry to do the rest. */
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
  const statuses = async () =>
    everyAttempt(await attemptsOf(states, target.outputs, run)).map(({ status }) => String(status));
  await expect.poll(statuses, { timeout: 240_000, interval: 100 }).toSatisfy(isOver);
  if ((await statuses()).some((status) => status !== "SUCCEEDED")) {
    const mails = async () => (await outbox(target.stateDir)).filter((mail) => mail.includes(run));
    await expect.poll(mails, { timeout: 240_000, interval: 100 }).not.toEqual([]);
  }
  const retried = await retryAs(target, run, options);
  // Where each region had published before the main machine was killed, there is nothing to retry.
  expect([run, retried?.status ?? "SUCCEEDED", retried?.cause]).toEqual([run, "SUCCEEDED", undefined]);
}

function isOver(statuses: readonly string[]): boolean {
  return statuses.length > 0 && !statuses.includes("RUNNING");
}
