import { PutObjectCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { commitRecord } from "../../../core/commit/CommitRecord.ts";
import { layout } from "../../../core/commit/layout.ts";
import { runReport } from "../../../core/commit/RunReport.ts";
import { sourceFolder } from "../../../core/commit/sourceFolder.ts";
import { putJson } from "../../../jobs/s3/putJson.ts";
import { readJson } from "../../../jobs/s3/readJson.ts";
import { finish } from "../../../lambdas/commit/finish.ts";
import { handler } from "../../../lambdas/commit/handler.ts";
import { publish } from "../../../lambdas/commit/publish.ts";
import { functionEnvironment } from "../shared/landedRun.ts";
import { runningLakes } from "../shared/runningLakes.ts";
import { mortal, survives } from "./support/mortal.ts";
import { type StagedVersion, stagedVersion } from "./support/stagedVersion.ts";

const lakes = runningLakes();
functionEnvironment(lakes.running);
let sources = 0;
beforeAll(() => {
  vi.stubEnv("SLUICE_LAKE", lakes.near.bucket);
  vi.stubEnv("SLUICE_CODE", "abc123");
});

const version = (sequencer: string, attempt = 0, key = `things/${++sources}.csv`) =>
  stagedVersion(lakes.near, { key, sequencer, attempt, years: [2023, 2024] });

async function reportOf({ run, staged }: StagedVersion) {
  const key = layout.report("things", sourceFolder(run.source), run.run, staged.attempt);
  return (await readJson(lakes.near.s3, runReport, { ...lakes.near, key }))?.value;
}

async function recordOf({ run }: StagedVersion) {
  const key = layout.commitRecord("things", sourceFolder(run.source));
  return (await readJson(lakes.near.s3, commitRecord, { ...lakes.near, key }))?.value;
}

describe("finishing a run in a region", () => {
  it("leaves a report with source, engine, counts, files and times, and marks the record", async () => {
    const one = await version("0A");
    const { run, staged } = one;
    const committed = await handler({ run, staged });
    expect(committed).toEqual({ status: "published", done: false, files: 2, written: 2, rejected: 0, refresh: [] });
    expect(await recordOf(one)).toMatchObject({ finishedAt: null });
    expect(await handler({ run: { ...run, attempt: 2 }, staged, finish: true })).toEqual({ status: "published" });
    const record = await recordOf(one);
    expect(await reportOf(one)).toEqual({
      ...{ run: run.run, attempt: 0, finishedBy: 2, dataset: "things", region: "eu-west-1", outcome: "published" },
      source: { bucket: "landing", key: run.source.key, versionId: "v-0A", bytes: 1, etag: '"e"', sequencer: "0A" },
      ...{ contract: "c", engine: { name: "inline", versions: { node: "v24" }, code: null } },
      publisher: { versions: { node: process.version }, code: "abc123" },
      ...{ read: 2, written: 2, rejected: 0, reasons: {}, duplicateKeys: 0, replaced: null, replay: null },
      files: record?.files,
      times: {
        landed: "2026-01-01T00:00:00.000Z",
        converted: "2026-01-01T00:01:00.000Z",
        verified: "2026-01-01T00:02:00.000Z",
        committed: record?.committedAt,
        finished: record?.finishedAt,
      },
      attempts: [
        {
          ...{ attempt: 0, engine: "inline", filledFrom: null, refused: null },
          startedAt: "2026-01-01T00:00:30.000Z",
          endedAt: "2026-01-01T00:01:00.000Z",
          verifiedAt: "2026-01-01T00:02:00.000Z",
        },
      ],
    });
    expect(record?.files.map(({ key }) => key)).toEqual(one.keys);
  });

  it("tells of the attempts at the run, and why one was refused", async () => {
    const first = await version("0A");
    const { manifest } = first.staged;
    const refused = { manifest, at: "2026-01-01T00:03:00.000Z", error: "verify.corrupted", cause: "a byte" };
    await putJson(lakes.near, layout.refused(first.run.run, 0), refused);
    const second = await version("0A", 1, first.run.source.key);
    await publish(lakes.near, second.run, second.staging);
    await finish(lakes.near, second.run, second.staging);
    expect((await reportOf(second))?.attempts).toMatchObject([
      { attempt: 0, refused: "verify.corrupted: a byte" },
      { attempt: 1, refused: null },
    ]);
  });

  it("tells nothing of an attempt whose manifest was damaged", async () => {
    const first = await version("0A");
    const Key = layout.manifest(first.run.run, 0);
    await lakes.near.s3.send(new PutObjectCommand({ Bucket: lakes.near.bucket, Key, Body: '{"run":' }));
    const second = await version("0A", 1, first.run.source.key);
    await publish(lakes.near, second.run, second.staging);
    await finish(lakes.near, second.run, second.staging);
    expect((await reportOf(second))?.attempts).toMatchObject([{ attempt: 1 }]);
  });

  it("done again changes nothing: the report and the time are those of the first", async () => {
    const one = await version("0A");
    await publish(lakes.near, one.run, one.staging);
    await finish(lakes.near, one.run, one.staging);
    const [report, record] = [await reportOf(one), await recordOf(one)];
    expect(await finish(lakes.near, { ...one.run, attempt: 1 }, one.staging)).toBe("published");
    expect([await reportOf(one), await recordOf(one)]).toEqual([report, record]);
    expect(await handler({ run: one.run, staged: one.staged })).toMatchObject({ status: "finished", done: true });
  });

  it("may die before or after any of its calls: tried again, the report and the record agree", async () => {
    for (const moment of ["before", "after"] as const) {
      for (let last = 1; ; last += 1) {
        const one = await version("0A");
        await publish(lakes.near, one.run, one.staging);
        const { lake } = mortal(lakes.running, lakes.near, { last, moment });
        const ended = await survives(finish(lake, one.run, one.staging));
        expect(await finish(lakes.near, one.run, one.staging)).toBe("published");
        const record = await recordOf(one);
        expect(record?.finishedAt).not.toBeNull();
        expect((await reportOf(one))?.times.finished).toBe(record?.finishedAt);
        if (ended) break;
      }
    }
  });

  it("of a run that was superseded meanwhile says so, and leaves the newer version's record alone", async () => {
    const older = await version("0A");
    const newer = await version("0B", 0, older.run.source.key);
    await publish(lakes.near, older.run, older.staging);
    await publish(lakes.near, newer.run, newer.staging);
    expect(await finish(lakes.near, older.run, older.staging)).toBe("superseded");
    expect(await reportOf(older)).toMatchObject({ outcome: "superseded", times: { committed: null } });
    expect(await recordOf(older)).toMatchObject({ run: newer.run.run, finishedAt: null });
  });

  it("never takes back what a run reported as it published", async () => {
    const older = await version("0A");
    const newer = await version("0B", 0, older.run.source.key);
    await publish(lakes.near, older.run, older.staging);
    await finish(lakes.near, older.run, older.staging);
    await publish(lakes.near, newer.run, newer.staging);
    expect(await finish(lakes.near, older.run, older.staging)).toBe("superseded");
    expect(await reportOf(older)).toMatchObject({ outcome: "published" });
  });

  it("is refused where nothing is committed, as is a commit where nothing is verified", async () => {
    const one = await version("0A");
    await expect(finish(lakes.near, one.run, one.staging)).rejects.toMatchObject({ code: "finish.not_committed" });
    const staged = { ...one.staged, manifest: '"other"' };
    await expect(handler({ run: one.run, staged })).rejects.toMatchObject({ code: "commit.no_manifest" });
    await putJson(lakes.near, layout.verified(one.run.run, 0), { ...one.staging.verified, manifest: '"other"' });
    await expect(handler(one)).rejects.toMatchObject({ code: "commit.not_verified" });
  });
});
