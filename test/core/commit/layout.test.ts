import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { executionName } from "../../../core/commit/executionName.ts";
import { layout } from "../../../core/commit/layout.ts";
import { runId } from "../../../core/commit/runId.ts";
import { sourceFolder } from "../../../core/commit/sourceFolder.ts";

const identity = { dataset: "d".repeat(40), bucket: "b", key: "k", versionId: "v", contract: "c" };
const place = {
  content: "rows",
  dataset: "readings",
  partition: [
    ["year", "2024"],
    ["month", "2"],
  ],
  part: 0,
} as const;

describe("a run's identity", () => {
  it("fits into an execution's name with an attempt of six digits", () => {
    expect(executionName(runId(identity), 999_999).length).toBeLessThanOrEqual(80);
  });

  it("differs where bucket, key, version or contract differ, also where they would concatenate alike", () => {
    const variants = [
      identity,
      { ...identity, bucket: "bk", key: "" },
      { ...identity, key: "kv", versionId: "" },
      { ...identity, contract: "c2" },
    ];
    expect(new Set(variants.map(runId)).size).toBe(variants.length);
  });

  it("is made of characters that execution names and keys allow, whatever the key", () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(runId({ ...identity, dataset: "readings", key })).toMatch(/^readings-[0-9a-f]{32}$/);
      }),
    );
  });
});

describe("the lake's layout", () => {
  it("stages under the attempt and publishes under the partition, with the attempt in the file's name", () => {
    expect(layout.staged("readings-1", 2, place)).toBe("staging/readings-1/2/rows/year=2024/month=2/0.parquet");
    expect(layout.committed("readings-1", 2, place)).toBe("rows/readings/year=2024/month=2/readings-1-2-0.parquet");
  });

  it("keeps rejects in a table of their own", () => {
    const rejects = { ...place, content: "rejects", partition: [] } as const;
    expect(layout.committed("readings-1", 0, rejects)).toBe("rejects/readings/readings-1-0-0.parquet");
  });

  it("never lets two attempts write one key", () => {
    const attempts = [0, 1, 10, 11].map((attempt) => layout.committed("readings-1", attempt, place));
    expect(new Set(attempts).size).toBe(4);
  });

  it("keeps all that it knows of a source object in folders of one name, whatever the object's key", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, other) => {
        const folder = sourceFolder({ bucket: "b", key });
        expect(layout.commitRecord("readings", folder)).toMatch(/^commits\/readings\/[0-9a-f]{32}\/record\.json$/);
        expect(sourceFolder({ bucket: "b", key: other }) === folder).toBe(key === other);
      }),
    );
    expect(layout.intent("readings", "f", "readings-1", 2)).toBe("commits/readings/f/intents/readings-1-2.json");
    expect(layout.report("readings", "f", "readings-1", 2)).toBe("reports/readings/f/readings-1-2.json");
  });
});
