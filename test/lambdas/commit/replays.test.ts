import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CommitRecord, commitRecord } from "../../../core/commit/CommitRecord.ts";
import { layout } from "../../../core/commit/layout.ts";
import { publishedFiles } from "../../../core/commit/publishedFiles.ts";
import { runReport } from "../../../core/commit/RunReport.ts";
import { sourceFolder } from "../../../core/commit/sourceFolder.ts";
import { listObjects } from "../../../jobs/s3/listObjects.ts";
import { readJson } from "../../../jobs/s3/readJson.ts";
import { finish } from "../../../lambdas/commit/finish.ts";
import { publish } from "../../../lambdas/commit/publish.ts";
import { runningLakes } from "../shared/runningLakes.ts";
import { deaths, never } from "./support/deaths.ts";
import { type MortalOptions, mortal, survives } from "./support/mortal.ts";
import { stagedReplay } from "./support/stagedReplay.ts";
import { type StagedVersion, stagedVersion } from "./support/stagedVersion.ts";
import { Turns } from "./support/Turns.ts";

const lakes = runningLakes();
let sources = 0;

const commit = ({ run, staging }: StagedVersion, lake = lakes.near) => publish(lake, run, staging);
const rowsOf = ({ keys }: StagedVersion) => keys.filter((key) => key.startsWith("rows/"));
const rejectsOf = ({ keys }: StagedVersion) => keys.filter((key) => key.startsWith("rejects/"));

/** What readers of the lake find of the runs. */
async function visible(...runs: readonly StagedVersion[]): Promise<string[]> {
  const tables = (["rows", "rejects"] as const).map((content) => layout.table(content, "things"));
  const listed = (await Promise.all(tables.map((table) => listObjects(lakes.near, table)))).flat();
  return listed.map(({ key }) => key).filter((key) => runs.some(({ run }) => key.includes(run.run)));
}

async function recordOf({ run }: StagedVersion): Promise<CommitRecord> {
  const key = layout.commitRecord("things", sourceFolder(run.source));
  const read = await readJson(lakes.near.s3, commitRecord, { ...lakes.near, key });
  if (read === undefined) throw new Error("something was published");
  return read.value;
}

/** A version with three rejects; a replay that corrects one, another one after it, and a newer version. */
async function scene() {
  const key = `things/${++sources}.csv`;
  const of = await stagedVersion(lakes.near, { key, sequencer: "0A", years: [2023], rejected: 3 });
  const first = await stagedReplay(lakes.near, { of, sha256: "one", years: [2024], rejected: 2 });
  const second = await stagedReplay(lakes.near, { of, onto: [first], sha256: "two", years: [2023, 2025] });
  const rival = await stagedReplay(lakes.near, { of, sha256: "rival", years: [2023, 2024], rejected: 1 });
  const newer = await stagedVersion(lakes.near, { key, sequencer: "0B", years: [2024], rejected: 1 });
  return { of, first, second, rival, newer, all: [of, first, second, rival, newer] };
}

const sorted = (keys: readonly string[]) => [...keys].sort();

describe("the commit of a replay", () => {
  it("adds its rows to those of the run, and puts its rejects in the place of all that there were", async () => {
    const { of, first, second, all } = await scene();
    await commit(of);
    expect(await commit(first)).toEqual({ status: "published", done: false });
    expect(sorted(await visible(...all))).toEqual(sorted([...rowsOf(of), ...first.keys]));
    expect(await recordOf(of)).toMatchObject({ run: of.run.run, read: 4, written: 2, rejected: 2 });
    expect(await commit(second)).toEqual({ status: "published", done: false });
    expect(sorted(await visible(...all))).toEqual(sorted([...rowsOf(of), ...rowsOf(first), ...second.keys]));
    expect(rejectsOf(second)).toEqual([]);
    const record = await recordOf(of);
    expect(record).toMatchObject({ run: of.run.run, sequencer: "0A", read: 4, written: 4, rejected: 0 });
    expect(record.supplements.map(({ run, written }) => [run, written])).toEqual([
      [first.run.run, 1],
      [second.run.run, 2],
    ]);
    expect(sorted(publishedFiles(record).map(({ key }) => key))).toEqual(sorted(await visible(...all)));
  });

  it("is done once, and finished for itself: the run's own finish is not", async () => {
    const { of, first, all } = await scene();
    await commit(of);
    await commit(first);
    expect(await commit(first)).toEqual({ status: "finished", done: false });
    expect(await finish(lakes.near, first.run, first.staging)).toBe("published");
    expect(await commit(first)).toEqual({ status: "finished", done: true });
    expect(await commit(of)).toEqual({ status: "finished", done: false });
    expect(await finish(lakes.near, of.run, of.staging)).toBe("published");
    const record = await recordOf(of);
    expect(record.finishedAt).not.toBeNull();
    expect(record.supplements).toMatchObject([{ run: first.run.run, finishedAt: expect.any(String) }]);
    expect(sorted(await visible(...all))).toEqual(sorted([...rowsOf(of), ...first.keys]));
    const key = layout.report("things", sourceFolder(of.run.source), first.run.run, 0);
    const report = await readJson(lakes.near.s3, runReport, { ...lakes.near, key });
    expect(report?.value).toMatchObject({
      outcome: "published",
      replay: { of: { run: of.run.run, attempt: 0 }, file: { key: "_replays/things/one.csv" } },
      times: { committed: record.supplements[0]?.committedAt },
    });
  });

  it("is refused before what it is to be added to is published, and waits for that", async () => {
    const { of, first, second } = await scene();
    await expect(commit(first)).rejects.toMatchObject({ code: "replay.early" });
    await commit(of);
    await expect(commit(second)).rejects.toMatchObject({
      code: "replay.early",
      message: expect.stringContaining(first.run.run),
    });
    await commit(first);
    expect(await commit(second)).toMatchObject({ status: "published" });
  });

  it("is refused where another replay was first, and leaves no file", async () => {
    const { of, first, rival, all } = await scene();
    await commit(of);
    await commit(first);
    await expect(commit(rival)).rejects.toMatchObject({ code: "replay.outrun" });
    expect(sorted(await visible(...all))).toEqual(sorted([...rowsOf(of), ...first.keys]));
  });

  it("is superseded by a newer version of the source, which replaces run and replays", async () => {
    const { of, first, second, newer, all } = await scene();
    for (const each of [of, first, newer]) await commit(each);
    expect(sorted(await visible(...all))).toEqual(sorted(newer.keys));
    expect(await recordOf(of)).toMatchObject({ run: newer.run.run, supplements: [], written: 1, rejected: 1 });
    for (const each of [first, second]) expect(await commit(each)).toMatchObject({ status: "superseded" });
    expect(await finish(lakes.near, first.run, first.staging)).toBe("superseded");
    expect(sorted(await visible(...all))).toEqual(sorted(newer.keys));
  });

  it("is replaced with the run by a later attempt at the run that was staged anew", async () => {
    const { of, first, all } = await scene();
    await commit(of);
    await commit(first);
    const { key, sequencer } = { key: of.run.source.key, sequencer: "0A" };
    const again = await stagedVersion(lakes.near, { key, sequencer, attempt: 1, years: [2023], rejected: 3 });
    expect(await commit(again)).toMatchObject({ status: "published" });
    expect(sorted(await visible(...all))).toEqual(sorted(again.keys));
    expect(await commit(first)).toMatchObject({ status: "superseded" });
  });
});

describe.each(["before", "after"] as const)("the commit of a replay that dies %s one of its calls to S3", (moment) => {
  async function killed(version: StagedVersion, last: number): Promise<boolean> {
    const { lake } = mortal(lakes.running, lakes.near, { last, moment });
    return !(await survives(commit(version, lake)));
  }

  it("and is tried again ends as if it had not died, with the replay after it", async () => {
    let last = 1;
    for (; ; last += 1) {
      const { of, first, second, all } = await scene();
      await commit(of);
      if (!(await killed(first, last))) break;
      expect(["published", "finished"]).toContain((await commit(first)).status);
      expect(sorted(await visible(...all)), `killed at call ${last}`).toEqual(sorted([...rowsOf(of), ...first.keys]));
      await commit(second);
      expect(sorted(await visible(...all))).toEqual(sorted([...rowsOf(of), ...rowsOf(first), ...second.keys]));
    }
    expect(last).toBeGreaterThan(6);
  });

  it("and is never tried again leaves no file once a rival, or a newer version, is published", async () => {
    for (let last = 1; ; last += 1) {
      const { of, first, rival, newer, all } = await scene();
      await commit(of);
      if (!(await killed(first, last))) break;
      const added = await commit(rival).then(
        () => rival,
        () => first,
      );
      expect(sorted(await visible(...all)), `killed at call ${last}`).toEqual(sorted([...rowsOf(of), ...added.keys]));
      await commit(newer);
      expect(sorted(await visible(...all))).toEqual(sorted(newer.keys));
    }
  });
});

describe("commits of a run, of rival replays and of a newer version at once", () => {
  const plans = fc.record({
    deaths: fc.array(deaths, { minLength: 3, maxLength: 3 }),
    order: fc.array(fc.nat(7), { minLength: 5, maxLength: 40 }),
  });

  /** Commits try after try, until one neither dies nor throws. */
  async function insist(version: StagedVersion, tries: readonly MortalOptions[], turns: Turns): Promise<void> {
    for (const each of tries) {
      const { lake } = mortal(lakes.running, lakes.near, { ...each, turn: turns.take });
      if (await survives(publish(lake, version.run, version.staging).catch(unlessOutrun))) return;
    }
  }

  it("come to the run's rows with those of exactly one replay, in whatever order their calls are made", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { of, first, rival, all } = await scene();
        await commit(of);
        const turns = new Turns();
        const work = [first, rival].map((each, index) => insist(each, [...(plan.deaths[index] ?? []), never], turns));
        await turns.give(Promise.all(work), plan.order);
        const [added] = (await recordOf(of)).supplements.map(({ run }) => all.find((each) => each.run.run === run));
        if (added === undefined) throw new Error("one of them was first");
        expect(sorted(await visible(...all))).toEqual(sorted([...rowsOf(of), ...added.keys]));
      }),
      { numRuns: 25 },
    );
  });

  it("come to the newer version's files alone where that is among them", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { of, first, rival, newer, all } = await scene();
        await commit(of);
        const turns = new Turns();
        const work = [first, rival, newer].map((each, index) =>
          insist(each, [...(plan.deaths[index] ?? []), never], turns),
        );
        await turns.give(Promise.all(work), plan.order);
        expect(sorted(await visible(...all))).toEqual(sorted(newer.keys));
      }),
      { numRuns: 25 },
    );
  });
});

function unlessOutrun(error: { code?: string }): void {
  if (error.code !== "replay.outrun") throw error;
}
