import { describe, expect, it } from "vitest";
import type { CommitRecord } from "../../../core/commit/CommitRecord.ts";
import type { Content } from "../../../core/commit/layout.ts";
import type { Manifest } from "../../../core/commit/Manifest.ts";
import { publication } from "../../../core/commit/publication.ts";
import { publishedFiles } from "../../../core/commit/publishedFiles.ts";
import { staleFiles } from "../../../core/commit/staleFiles.ts";
import { supplementedRecord } from "../../../core/commit/supplementedRecord.ts";

const at = "2026-01-01T00:00:00.000Z";
const file = (key: string, content: Content, rows: number) => ({
  ...{ key, rows, bytes: 1, sha256: "x".repeat(44) },
  place: { content, dataset: "things", partition: [], part: 0 },
});
const record: CommitRecord = {
  source: { bucket: "b", key: "k", versionId: "v" },
  ...{ sequencer: "0A", run: "things-1", attempt: 0, contract: "c", read: 5, written: 2, rejected: 3, added: [] },
  files: [
    file("rows/things/things-1-0-0.parquet", "rows", 2),
    file("rejects/things/things-1-0-0.parquet", "rejects", 3),
  ],
  ...{ supplements: [], replaced: null, committedAt: at, finishedAt: at },
};
const replay = (onto: readonly string[] = []) => ({
  ...{ of: { run: "things-1", attempt: 0 }, onto, sha256: "sha" },
  file: { bucket: "landing", key: "_replays/things/r.csv", versionId: "w", size: 9 },
});
const manifest = (run: string, written: number, rejected: number): Manifest => ({
  ...{ run, attempt: 1, region: "near", contract: "c", engine: { name: "duckdb", versions: {}, code: null } },
  ...{ source: { etag: "e", bytes: 9, lastModified: at }, startedAt: at, endedAt: at, filled: null },
  ...{ read: written + rejected, written, rejected, reasons: {}, duplicateKeys: 0, added: [] },
  files: [file("staging/a", "rows", written), ...(rejected === 0 ? [] : [file("staging/b", "rejects", rejected)])],
});

describe("the record of a source whose rejects were corrected", () => {
  const first = supplementedRecord(record, replay(), manifest("things-2", 1, 2), new Date(at));
  const second = supplementedRecord(first, replay(["things-2"]), manifest("things-3", 2, 0), new Date(at));

  it("has the run's rows, each replay's, and the rejects of the last replay alone", () => {
    expect(publishedFiles(first).map(({ key }) => key)).toEqual([
      "rows/things/things-1-0-0.parquet",
      "rows/things/things-2-1-0.parquet",
      "rejects/things/things-2-1-0.parquet",
    ]);
    expect(publishedFiles(second).map(({ key }) => key)).toEqual([
      "rows/things/things-1-0-0.parquet",
      "rows/things/things-2-1-0.parquet",
      "rows/things/things-3-1-0.parquet",
    ]);
  });

  it("is still of the run, and counts each record of its source once", () => {
    expect(second).toMatchObject({ run: "things-1", attempt: 0, sequencer: "0A", finishedAt: at });
    for (const { read, written, rejected } of [record, first, second]) expect(written + rejected).toBe(read);
    expect(second.supplements[1]).toMatchObject({ run: "things-3", written: 2, sha256: "sha", finishedAt: null });
    expect(second.supplements[1]?.file).toEqual({ bucket: "landing", key: "_replays/things/r.csv", versionId: "w" });
  });

  it("is refused of a replay that was made of other rejects than those that are left", () => {
    expect(() => supplementedRecord(second, replay(), manifest("things-4", 1, 2), new Date())).toThrow(
      expect.objectContaining({ code: "commit.rejects_differ" }),
    );
  });

  it("names its own publication and each replay's, by run and attempt", () => {
    expect(publication(second, { run: "things-1", attempt: 0 })).toBe(second);
    expect(publication(second, { run: "things-3", attempt: 1 })).toBe(second.supplements[1]);
    expect(publication(second, { run: "things-3", attempt: 0 })).toBeUndefined();
  });

  it("makes the rejects before it stale, and what lost against it, but not what may come yet", () => {
    const intent = (run: string, onto: readonly string[], files: readonly string[]) => ({
      ...{ run, attempt: 1, sequencer: "0A", at, files: [...files] },
      replay: { of: { run: "things-1", attempt: 0 }, onto: [...onto] },
    });
    const own = { run: "things-1", attempt: 0, sequencer: "0A", at, files: record.files.map(({ key }) => key) };
    const done = intent("things-2", [], first.supplements[0]?.files.map(({ key }) => key) ?? []);
    const rival = intent("things-8", [], ["rows/things/things-8-1-0.parquet"]);
    const next = intent("things-9", ["things-2"], ["rows/things/things-9-1-0.parquet"]);
    expect(staleFiles(first, [own, done, rival, next])).toEqual([
      "rejects/things/things-1-0-0.parquet",
      "rows/things/things-8-1-0.parquet",
    ]);
  });
});
