import { describe, expect, it } from "vitest";
import { checkCounts } from "../../../core/commit/checkCounts.ts";
import { commitRecordOf } from "../../../core/commit/commitRecordOf.ts";
import { compareManifests } from "../../../core/commit/compareManifests.ts";
import type { Manifest, ManifestFile } from "../../../core/commit/Manifest.ts";

const file = (content: "rows" | "rejects", rows: number, month = "1"): ManifestFile => ({
  key: `staging/r-1/0/${content}/month=${month}/0.parquet`,
  place: { content, dataset: "r", partition: [["month", month]], part: 0 },
  rows,
  bytes: 10,
  sha256: "x".repeat(44),
});

const sound: Manifest = {
  run: "r-1",
  attempt: 0,
  region: "eu-west-1",
  contract: "c",
  engine: { name: "duckdb", versions: {}, code: null },
  source: { etag: '"e"', bytes: 1, lastModified: "2026-01-01T00:00:00.000Z" },
  startedAt: "2026-01-01T00:00:00.000Z",
  endedAt: "2026-01-01T00:01:00.000Z",
  filled: null,
  read: 1000,
  written: 990,
  rejected: 10,
  reasons: { too_long: 10 },
  duplicateKeys: 0,
  added: [],
  files: [file("rows", 990), file("rejects", 10)],
};
const limit = { maxShare: 0.01, minRows: 1000 };

describe("the counts of a manifest", () => {
  it("pass at exactly the allowed share", () => {
    expect(() => checkCounts(sound, limit)).not.toThrow();
  });

  it("fail above the allowed share, naming count, share and reasons", () => {
    const worse = { ...sound, written: 989, rejected: 11, files: [file("rows", 989), file("rejects", 11)] };
    expect(() => checkCounts(worse, limit)).toThrow(
      /11 of 1000 records \(1\.10 %\) are rejected.*raise rejects\.maxShare/,
    );
  });

  it("are not judged by share below minRows", () => {
    const small = { ...sound, read: 20, written: 10, rejected: 10, files: [file("rows", 10), file("rejects", 10)] };
    expect(() => checkCounts(small, limit)).not.toThrow();
  });

  it.each([
    ["the counts do not add up", { ...sound, read: 1001 }],
    ["a file of rows lacks some", { ...sound, files: [file("rows", 989), file("rejects", 10)] }],
    ["the rejects' file is missing", { ...sound, files: [file("rows", 990)] }],
  ])("fail where %s", (_, manifest) => {
    expect(() => checkCounts(manifest, limit)).toThrow(expect.objectContaining({ code: "verify.rows_lost" }));
  });
});

describe("manifests of two regions", () => {
  const far = { ...sound, region: "us-east-1" };

  it("agree whatever the order of their files", () => {
    expect(() => compareManifests([sound, { ...far, files: [...far.files].reverse() }])).not.toThrow();
  });

  it.each([
    ["a count", { ...far, read: 1 }],
    ["a checksum", { ...far, files: [{ ...file("rows", 990), sha256: "y".repeat(44) }, file("rejects", 10)] }],
    ["a missing file", { ...far, files: far.files.slice(1) }],
    ["a further file", { ...far, files: [...far.files, file("rows", 0, "2")] }],
  ])("are refused where they differ in %s", (_, other) => {
    expect(() => compareManifests([sound, other])).toThrow(expect.objectContaining({ code: "verify.regions_differ" }));
  });
});

describe("a commit record", () => {
  const source = { bucket: "landing", key: "r/a.csv", versionId: "v1", size: 1, sequencer: "01" };
  const now = new Date("2026-01-02T00:00:00.000Z");

  it("names final keys of the attempt that staged, and the version that it replaces", () => {
    const first = commitRecordOf(source, sound, undefined, now);
    expect(first.files[0]?.key).toBe("rows/r/month=1/r-1-0-0.parquet");
    expect(first).toMatchObject({ replaced: null, committedAt: now.toISOString(), finishedAt: null });
    const second = commitRecordOf({ ...source, versionId: "v2" }, { ...sound, run: "r-2", attempt: 3 }, first, now);
    expect(second.files[0]?.key).toBe("rows/r/month=1/r-2-3-0.parquet");
    expect(second.replaced).toEqual({ run: "r-1", attempt: 0, versionId: "v1", committedAt: first.committedAt });
  });
});
