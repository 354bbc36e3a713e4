import { describe, expect, it } from "vitest";
import type { CommitRecord } from "../../../core/commit/CommitRecord.ts";
import type { RunReport } from "../../../core/commit/RunReport.ts";
import { lineageOfSource } from "../../../core/lineage/lineageOfSource.ts";

const time = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;
const file = {
  ...{ key: "rows/r/r-1-0-0.parquet", rows: 1, bytes: 10, sha256: "x".repeat(44) },
  place: { content: "rows" as const, dataset: "r", partition: [], part: 0 },
};
const counts = { contract: "c", read: 1, written: 1, rejected: 0, added: [] };

const record = (run: string, minute: number, replaced: CommitRecord["replaced"]): CommitRecord => ({
  ...{ source: { bucket: "b", key: "k", versionId: `v-${run}` }, sequencer: "0A", run, attempt: 0, ...counts },
  ...{ files: [file], supplements: [], replaced, committedAt: time(minute), finishedAt: null },
});
const report = (run: string, minute: number, outcome: RunReport["outcome"]): RunReport => ({
  ...{
    run,
    attempt: 0,
    finishedBy: 0,
    dataset: "r",
    region: "near",
    outcome,
    ...counts,
    reasons: {},
    duplicateKeys: 0,
  },
  source: { bucket: "b", key: "k", versionId: `v-${run}`, bytes: 1, etag: '"e"', sequencer: "0A" },
  engine: { name: "duckdb", versions: {}, code: null },
  publisher: { versions: {}, code: null },
  ...{ files: [file], replaced: null, replay: null, attempts: [] },
  times: {
    ...{ landed: time(0), converted: time(0), verified: time(0), finished: time(minute) },
    committed: outcome === "published" ? time(minute) : null,
  },
});
const earlier = (run: string, minute: number) => ({
  ...{ run, attempt: 0, versionId: `v-${run}`, committedAt: time(minute) },
});

describe("the lineage of a source object", () => {
  it("knows of a version that was replaced before it was finished, from the one that replaced it", () => {
    const [newest, oldest] = lineageOfSource([
      { region: "near", record: record("r-2", 2, earlier("r-1", 1)), reports: [] },
    ]);
    expect(newest).toMatchObject({ run: "r-2", engine: null, regions: { near: { state: "current" } } });
    expect(oldest).toEqual({
      ...{ run: "r-1", attempt: 0, versionId: "v-r-1", replayOf: null, contract: null, engine: null },
      ...{ read: null, written: null, rejected: null },
      regions: {
        near: {
          ...{ state: "replaced", files: null, committedAt: time(1), finishedAt: null, replaced: null },
          replacedBy: { run: "r-2", attempt: 0, committedAt: time(2) },
        },
      },
    });
  });

  it("takes what one region does not know of a version from the other, in whatever order they come", () => {
    const silent = { region: "near", record: record("r-2", 2, earlier("r-1", 1)), reports: [] };
    const telling = { region: "far", record: undefined, reports: [report("r-1", 1, "published")] };
    for (const evidence of [
      [silent, telling],
      [telling, silent],
    ]) {
      const oldest = lineageOfSource(evidence).at(-1);
      expect(oldest).toMatchObject({ run: "r-1", engine: "duckdb", written: 1 });
      expect(Object.keys(oldest?.regions ?? {}).sort()).toEqual(["far", "near"]);
    }
  });

  it("lists a superseded version without files", () => {
    const [, older] = lineageOfSource([
      { region: "near", record: record("r-2", 2, null), reports: [report("r-1", 1, "superseded")] },
    ]);
    expect(older?.regions.near).toMatchObject({ state: "superseded", files: [], committedAt: null });
  });

  it("knows that a version which found itself superseded as it finished had been published", () => {
    const [, older] = lineageOfSource([
      { region: "near", record: record("r-2", 2, earlier("r-1", 1)), reports: [report("r-1", 3, "superseded")] },
    ]);
    expect(older?.regions.near).toMatchObject({ state: "replaced", files: [{ rows: 1 }], committedAt: time(1) });
  });

  it("is empty without evidence", () => {
    expect(lineageOfSource([{ region: "near", record: undefined, reports: [] }])).toEqual([]);
  });
});
