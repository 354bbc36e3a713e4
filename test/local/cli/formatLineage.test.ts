import { expect, it } from "vitest";
import { formatLineage } from "../../../local/cli/formatLineage.ts";

const file = { key: "rows/zipcodes/x.parquet", content: "rows" as const, rows: 1, bytes: 2048, sha256: "abc=" };

it("tells the versions of a source, the newest first, with each region's files and what replaced what", () => {
  const older = { run: "zipcodes-1", attempt: 0, committedAt: "2026-01-01T00:00:00.000Z" };
  const newer = { run: "zipcodes-2", attempt: 1, committedAt: "2026-01-02T00:00:00.000Z" };
  const counts = { read: 2, written: 1, rejected: 1 };
  const about = { contract: "c", engine: "duckdb", ...counts };
  const text = formatLineage({
    versions: [
      {
        ...about,
        run: "zipcodes-2",
        attempt: 1,
        versionId: "v2",
        replayOf: null,
        regions: {
          "eu-west-1": {
            state: "current",
            files: [file],
            committedAt: newer.committedAt,
            finishedAt: null,
            replaced: older,
            replacedBy: null,
          },
        },
      },
      {
        run: "zipcodes-1",
        attempt: 0,
        versionId: "v1",
        replayOf: null,
        contract: null,
        engine: null,
        read: null,
        written: null,
        rejected: null,
        regions: {
          "eu-west-1": {
            state: "replaced",
            files: null,
            committedAt: older.committedAt,
            finishedAt: null,
            replaced: null,
            replacedBy: newer,
          },
        },
      },
    ],
    unanswered: { "us-east-1": "TimeoutError: no\nanswer" },
  });
  expect(text).toBe(`zipcodes-2, attempt 1: 2 read, 1 written, 1 rejected
  version v2, contract c, by duckdb
  eu-west-1  current, published 2026-01-02T00:00:00.000Z, in place of zipcodes-1 (attempt 0)
    rows/zipcodes/x.parquet  1 row  2.0 KiB  abc=

zipcodes-1, attempt 0: counts unknown
  version v1
  eu-west-1  replaced, published 2026-01-01T00:00:00.000Z, until zipcodes-2 (attempt 1) came at 2026-01-02T00:00:00.000Z

us-east-1 does not answer: TimeoutError: no\\nanswer`);
  expect(formatLineage({ versions: [], unanswered: {} })).toBe("Nothing was published of it.");
});
