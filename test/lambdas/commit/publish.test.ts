import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { commitRecord } from "../../../core/commit/CommitRecord.ts";
import { intent } from "../../../core/commit/Intent.ts";
import { layout } from "../../../core/commit/layout.ts";
import { sourceFolder } from "../../../core/commit/sourceFolder.ts";
import { listObjects } from "../../../jobs/s3/listObjects.ts";
import { putJson } from "../../../jobs/s3/putJson.ts";
import { readJson } from "../../../jobs/s3/readJson.ts";
import { finish } from "../../../lambdas/commit/finish.ts";
import { publish } from "../../../lambdas/commit/publish.ts";
import { landingBucket, runningLakes } from "../shared/runningLakes.ts";
import { mortal, survives } from "./support/mortal.ts";
import { type StagedVersion, stagedVersion } from "./support/stagedVersion.ts";

const lakes = runningLakes();
let sources = 0;
const nextKey = () => `things/${++sources}.csv`;
const folderOf = (key: string) => sourceFolder({ bucket: landingBucket, key });

const commit = ({ run, staging }: StagedVersion, lake = lakes.near) => publish(lake, run, staging);

/** What readers of the lake find of the versions: key and content of each file. */
async function visible(...versions: readonly StagedVersion[]): Promise<string[]> {
  const runs = new Set(versions.map(({ run }) => run.run));
  const listed = await listObjects(lakes.near, layout.table("rows", "things"));
  return listed.map(({ key }) => key).filter((key) => [...runs].some((run) => key.includes(run)));
}

const recordOf = async (key: string) =>
  (await readJson(lakes.near.s3, commitRecord, { ...lakes.near, key: layout.commitRecord("things", folderOf(key)) }))
    ?.value;

/** An older and a newer version of one object, in files of partitions that they share and that they do not. */
async function versionsOf(key: string): Promise<[StagedVersion, StagedVersion]> {
  return [
    await stagedVersion(lakes.near, { key, sequencer: "0A", years: [2023, 2024] }),
    await stagedVersion(lakes.near, { key, sequencer: "0B", years: [2024] }),
  ];
}

describe("a commit", () => {
  it("publishes the staged files under final keys, and records what it replaced", async () => {
    const key = nextKey();
    const [older, newer] = await versionsOf(key);
    expect(await commit(older)).toEqual({ status: "published", done: false });
    expect(await visible(older, newer)).toEqual(older.keys);
    const first = await recordOf(key);
    expect(await commit(newer)).toEqual({ status: "published", done: false });
    expect(await visible(older, newer)).toEqual(newer.keys);
    expect(await recordOf(key)).toMatchObject({
      run: newer.run.run,
      replaced: { run: older.run.run, attempt: 0, versionId: "v-0A", committedAt: first?.committedAt },
      finishedAt: null,
    });
    expect(await commit(older)).toEqual({ status: "superseded", done: false });
    expect(await visible(older, newer)).toEqual(newer.keys);
  });

  it("of a later attempt that uses the same staging copies nothing, and is done only once the region is", async () => {
    const [version] = await versionsOf(nextKey());
    await commit(version);
    const copies: string[] = [];
    const stop = lakes.running.host.events.on((event) => {
      if (event.kind === "call" && event.call.action === "s3:PutObject") copies.push(event.call.resource);
    });
    const retried = { ...version, run: { ...version.run, attempt: 3 } };
    expect(await commit(retried)).toEqual({ status: "finished", done: false });
    expect(copies).toEqual([]);
    stop();
    await finish(lakes.near, retried.run, retried.staging);
    expect(await commit(retried)).toEqual({ status: "finished", done: true });
  });

  it("of a staging of a later attempt replaces that of an earlier one", async () => {
    const key = nextKey();
    const first = await stagedVersion(lakes.near, { key, sequencer: "0A", years: [2023] });
    const second = await stagedVersion(lakes.near, { key, sequencer: "0A", attempt: 1, years: [2023] });
    await commit(first);
    expect(await commit(second)).toMatchObject({ status: "published" });
    expect(await visible(first)).toEqual(second.keys);
    expect(await commit(first)).toMatchObject({ status: "superseded" });
    expect(await visible(first)).toEqual(second.keys);
  });

  it("refuses a staged file that was written anew after it was verified, though its size is the same", async () => {
    const [version] = await versionsOf(nextKey());
    const [file] = version.staging.manifest.files;
    const Body = "z".repeat(file?.bytes ?? 0);
    await lakes.near.s3.send(new PutObjectCommand({ Bucket: lakes.near.bucket, Key: file?.key ?? "", Body }));
    await expect(commit(version)).rejects.toMatchObject({ code: "commit.staged_changed" });
    expect(await visible(version)).not.toContain(version.keys[0]);
    expect(await recordOf(version.run.source.key)).toBeUndefined();
  });

  it("publishes what was verified and nothing else, at whatever call of it a zombie writes the staged files anew", async () => {
    for (let last = 1, ended = false; !ended; last += 1) {
      const [version] = await versionsOf(nextKey());
      const zombie = mortal(lakes.running, lakes.near, {
        last: Number.POSITIVE_INFINITY,
        moment: "before",
        turn: async (call) => {
          if (zombie.calls() === last - 1) await overwrite(version);
          return call();
        },
      });
      const outcome = await commit(version, zombie.lake).then(
        ({ status }) => status,
        ({ code }: { code: string }) => code,
      );
      expect(["published", "commit.staged_changed"]).toContain(outcome);
      expect((await recordOf(version.run.source.key)) !== undefined).toBe(outcome === "published");
      for (const key of await visible(version)) expect(await textOf(key)).toMatch(/^v-0A attempt 0 \d+$/);
      ended = zombie.calls() < last;
    }
  });
});

async function overwrite({ staging }: StagedVersion): Promise<void> {
  for (const { key, bytes } of staging.manifest.files) {
    const Body = "z".repeat(bytes);
    await lakes.near.s3.send(new PutObjectCommand({ Bucket: lakes.near.bucket, Key: key, Body }));
  }
}

async function textOf(Key: string): Promise<string> {
  const { Body } = await lakes.near.s3.send(new GetObjectCommand({ Bucket: lakes.near.bucket, Key }));
  return (await Body?.transformToString()) ?? "";
}

describe.each(["before", "after"] as const)("a commit that dies %s one of its calls to S3", (moment) => {
  /** Kills the commit of a version at its n-th call; false where it made fewer. */
  async function killed(version: StagedVersion, last: number): Promise<boolean> {
    const { lake } = mortal(lakes.running, lakes.near, { last, moment });
    return !(await survives(commit(version, lake)));
  }

  it("and whose version is then replaced leaves no file, whether it is tried again or not", async () => {
    let last = 1;
    for (; ; last += 1) {
      const [older, newer] = await versionsOf(nextKey());
      if (!(await killed(older, last))) break;
      await commit(newer);
      expect(await visible(older, newer), `killed at call ${last}`).toEqual(newer.keys);
      expect(await commit(older)).toMatchObject({ status: "superseded" });
      expect(await visible(older, newer)).toEqual(newer.keys);
    }
    expect(last).toBeGreaterThan(6);
  });

  it("and is tried again ends as if it had not died, also where an older version comes between", async () => {
    for (let last = 1; ; last += 1) {
      const [older, newer] = await versionsOf(nextKey());
      const late = await stagedVersion(lakes.near, { key: newer.run.source.key, sequencer: "0A1", years: [2025] });
      await commit(older);
      if (!(await killed(newer, last))) break;
      await commit(late);
      expect(["published", "finished"]).toContain((await commit(newer)).status);
      expect(await visible(older, newer, late), `killed at call ${last}`).toEqual(newer.keys);
    }
  });

  it("as it replaces a version, and is itself replaced, leaves files of neither", async () => {
    for (let last = 1; ; last += 1) {
      const [first, second] = await versionsOf(nextKey());
      const third = await stagedVersion(lakes.near, { key: first.run.source.key, sequencer: "0C", years: [2022] });
      await commit(first);
      if (!(await killed(second, last))) break;
      await commit(third);
      expect(await visible(first, second, third), `killed at call ${last}`).toEqual(third.keys);
    }
  });
});

describe("the intents of commits", () => {
  const intentsOf = async (key: string) => {
    const listed = await listObjects(lakes.near, layout.intents("things", folderOf(key)));
    return listed.map((each) => each.key);
  };
  const intentKey = ({ run }: StagedVersion) => layout.intent("things", folderOf(run.source.key), run.run, run.attempt);

  /** As if the commit had begun two hours ago. */
  async function age(version: StagedVersion): Promise<void> {
    const key = intentKey(version);
    const read = await readJson(lakes.near.s3, intent, { ...lakes.near, key });
    await putJson(lakes.near, key, { ...read?.value, at: new Date(Date.now() - 7_200_000).toISOString() });
  }

  it("stay while their commit may still be at work, so that what it copies late is found by the next one", async () => {
    const [older, newer] = await versionsOf(nextKey());
    await commit(older);
    await commit(newer);
    const late = older.keys[0] ?? "";
    await lakes.near.s3.send(new PutObjectCommand({ Bucket: lakes.near.bucket, Key: late, Body: "late" }));
    expect(await visible(older, newer)).toContain(late);
    await finish(lakes.near, newer.run, newer.staging);
    expect(await visible(older, newer)).toEqual(newer.keys);
  });

  it("are removed an hour later with those that they supersede, the one of the published version excepted", async () => {
    const key = nextKey();
    const [older, newer] = await versionsOf(key);
    await commit(older);
    await age(older);
    await commit(newer);
    await age(newer);
    expect(await commit(newer)).toMatchObject({ status: "finished" });
    expect(await intentsOf(key)).toEqual([intentKey(newer)]);
  });
});
