import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layout } from "../../../core/commit/layout.ts";
import { listObjects } from "../../../jobs/s3/listObjects.ts";
import { finish } from "../../../lambdas/commit/finish.ts";
import { publish } from "../../../lambdas/commit/publish.ts";
import { runningLakes } from "../shared/runningLakes.ts";
import { deaths, never } from "./support/deaths.ts";
import { type MortalOptions, mortal, survives } from "./support/mortal.ts";
import { type StagedVersion, stagedVersion } from "./support/stagedVersion.ts";
import { Turns } from "./support/Turns.ts";

const lakes = runningLakes();
let sources = 0;

const plans = fc.record({
  /** Of each version, the oldest first. */
  deaths: fc.array(deaths, { minLength: 2, maxLength: 3 }),
  order: fc.array(fc.nat(7), { minLength: 5, maxLength: 40 }),
});

const versionsOf = (count: number) => {
  const key = `things/${++sources}.csv`;
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      stagedVersion(lakes.near, { key, sequencer: `0${index}`, years: [2023, 2024 + index] }),
    ),
  );
};

/** Commits a version, try after try; false where every try died. */
async function commit(
  { run, staging }: StagedVersion,
  tries: readonly MortalOptions[],
  turns: Turns,
): Promise<boolean> {
  for (const each of tries) {
    const { lake } = mortal(lakes.running, lakes.near, { ...each, turn: turns.take });
    if (await survives(publish(lake, run, staging))) return true;
  }
  return false;
}

async function visible(versions: readonly StagedVersion[]): Promise<string[]> {
  const listed = await listObjects(lakes.near, layout.table("rows", "things"));
  return listed.map(({ key }) => key).filter((key) => versions.some(({ run }) => key.includes(run.run)));
}

describe("commits of several versions of an object at once", () => {
  it("come to the newest version's files alone, in whatever order their calls are made, deaths and retries included", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const versions = await versionsOf(plan.deaths.length);
        const turns = new Turns();
        const commits = versions.map((version, index) =>
          commit(version, [...(plan.deaths[index] ?? []), never], turns),
        );
        await turns.give(Promise.all(commits), plan.order);
        expect(await visible(versions)).toEqual(versions.at(-1)?.keys);
      }),
      { numRuns: 25 },
    );
  });

  it("come to that also where older ones die for good, once the newest version's run is finished", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const versions = await versionsOf(plan.deaths.length);
        const newest = versions.at(-1);
        if (newest === undefined) throw new Error("there are versions");
        const turns = new Turns();
        const commits = versions.map((version, index) =>
          commit(version, [...(plan.deaths[index] ?? []), ...(version === newest ? [never] : [])], turns),
        );
        await turns.give(Promise.all(commits), plan.order);
        expect(await finish(lakes.near, newest.run, newest.staging)).toBe("published");
        expect(await visible(versions)).toEqual(newest.keys);
      }),
      { numRuns: 25 },
    );
  });
});
