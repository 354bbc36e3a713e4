import { expect } from "vitest";
import { attemptsOf } from "../../../../local/cli/runs/attemptsOf.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { KillableHost } from "./KillableHost.ts";
import { outbox } from "./outbox.ts";
import { retryAs } from "./retryAs.ts";

/** Runs that are retried side by side. */
const width = 4;

/** Expects each of these runs to be told of in a mail, where its last attempt did not succeed, and a retry to do the rest. */
export async function expectRecovered(host: KillableHost, runs: Iterable<string>): Promise<void> {
  const waiting = [...runs];
  const recover = async () => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) await recovered(host, run);
  };
  await Promise.all(Array.from({ length: width }, recover));
}

async function recovered({ target }: KillableHost, run: string): Promise<void> {
  using states = new StepFunctions(target);
  const status = async () => (await attemptsOf(states, target.outputs, run)).main.at(-1)?.status;
  await expect.poll(status, { timeout: 240_000, interval: 100 }).toMatch(/^(SUCCEEDED|ABORTED|FAILED)$/);
  if ((await status()) !== "SUCCEEDED") {
    const mails = async () => (await outbox(target.stateDir)).filter((mail) => mail.includes(run));
    await expect.poll(mails, { timeout: 120_000, interval: 100 }).not.toEqual([]);
  }
  const retried = await retryAs(target, run);
  // Where each region had published before the main machine was killed, there is nothing to retry.
  expect([run, retried?.status ?? "SUCCEEDED", retried?.cause]).toEqual([run, "SUCCEEDED", undefined]);
}
