import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../core/commit/Manifest.ts";
import { stagingCandidates } from "../../../core/commit/stagingCandidates.ts";

const staging = (region: string, attempt: number, rows = 1, parts = 1): { manifest: Manifest } => {
  const place = { content: "rows" as const, dataset: "r", partition: [] };
  const file = { key: "k", rows, bytes: 1, sha256: "x".repeat(44) };
  const files = Array.from({ length: parts }, (_, part) => ({ ...file, place: { ...place, part } }));
  return {
    manifest: {
      ...{ run: "r-1", attempt, region, contract: "c", filled: null, files },
      engine: { name: "duckdb", versions: {}, code: null },
      source: { etag: '"e"', bytes: 1, lastModified: "2026-01-01T00:00:00.000Z" },
      ...{ startedAt: "2026-01-01T00:00:00.000Z", endedAt: "2026-01-01T00:01:00.000Z" },
      ...{ read: 1, written: 1, rejected: 0, reasons: {}, duplicateKeys: 0, added: [] },
    },
  };
};
const attemptsOf = (stagings: readonly { manifest: Manifest }[]) =>
  stagingCandidates(stagings).map((group) => group.map(({ manifest }) => `${manifest.region} ${manifest.attempt}`));

describe("what earlier attempts staged", () => {
  it("is offered attempt by attempt, the newest first, by number and not as text", () => {
    const stagings = [staging("near", 2), staging("near", 10), staging("far", 2)];
    expect(attemptsOf(stagings)).toEqual([["near 10"], ["near 2", "far 2"]]);
  });

  it.each([
    ["a file's rows", staging("far", 1, 2)],
    ["the number of files", staging("far", 1, 1, 2)],
  ])("is not offered where regions differ in %s", (_, other) => {
    expect(attemptsOf([staging("near", 0), staging("near", 1), other])).toEqual([["near 0"]]);
    expect(attemptsOf([other, staging("near", 1)])).toEqual([]);
  });
});
