import { describe, expect, it } from "vitest";
import { paces } from "../../bench/page/costTables.ts";
import { performancePage } from "../../bench/page/performancePage.ts";
import { resultTable } from "../../bench/page/tables.ts";
import { type Result, result } from "../../bench/Result.ts";
import type { SparkProfile } from "../../bench/spark/profileSpark.ts";

const measuredAt = (bytes: number, seconds: Readonly<Record<string, number>>, badShare = 0): Result =>
  result.parse({
    at: "2026-01-02T03:04:05.000Z",
    bytes,
    badShare,
    machine: { cpu: "a processor", cores: 2, memoryBytes: 16 * 2 ** 30 },
    versions: { node: "24.0.0" },
    contestants: Object.entries(seconds).map(([name, each]) => ({
      name,
      seconds: [each * 3, each, each / 2],
      ...(/spark/i.test(name) ? { workSeconds: [each - 1, each, each + 1].map((one) => one / 2) } : {}),
      peakBytes: [500e6, 300e6, 400e6],
      files: 7,
      outputBytes: bytes / 10,
    })),
  });

const small = measuredAt(1e8, { duckdb: 4, spark: 20, "DuckDB by hand": 3, "Spark by hand, one region": 16 });
const large = measuredAt(1e9, { duckdb: 40, spark: 110, "Spark by hand, one region": 100 });

const profile: SparkProfile = {
  at: "2026-01-02T03:04:05.000Z",
  bytes: 1e9,
  rounds: 3,
  steps: [
    { step: "reading", seconds: 30 },
    { step: "writing", seconds: 10 },
  ],
};

describe("the table of a size", () => {
  it("has the median of each contestant, and the speed of an engine against what is written by hand with its library", () => {
    const [, , duckdb, spark, byHand] = resultTable(small).split("\n");
    expect(duckdb).toBe("| duckdb | 4.0 |  | 25 | 0.75x | 400 | 7 | 10.0 |");
    expect(spark).toBe("| spark | 20.0 | 10.0 | 5 | 0.80x, 0.80x without session | 400 | 7 | 10.0 |");
    expect(byHand).toBe("| DuckDB by hand | 3.0 |  | 33.3 |  | 400 | 7 | 10.0 |");
  });

  it("has no speed where nothing by hand ran", () => {
    expect(resultTable(measuredAt(1e6, { duckdb: 1 }))).toContain("| duckdb | 1.0 |  | 1 |  | 400 |");
  });
});

describe("the page of performance", () => {
  it("has each size, the costs with their formula and source, and from which size Spark is faster", () => {
    const page = performancePage([large, measuredAt(1e8, { duckdb: 400 }, 0.001), small], profile);
    const headings = ["## 100 MB, clean", "## 100 MB, 0.1 % of the records bad", "## 1 GB, clean"];
    const places = headings.map((heading) => page.indexOf(heading));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(page).toContain("| reading | 30.0 | 75 % |\n| writing | 10.0 | 25 % |");
    expect(page).toContain("https://aws.amazon.com/glue/pricing/");
    expect(page).toContain("max(seconds, 60) / 3600 x workers x 1 DPU x 0.44");
    expect(page).toMatch(/\| duckdb \| 0\.0 \| 12\.5 \|\n\| spark \| 10\.0 \| 5\.0 \|/);
    // 2 workers: 4 cores at 5 MB/s are slower than 2 at 12.5. 5: 16 cores; 40 s + 12.5 ns a byte meet 40 ns a byte.
    expect(page).toContain("| 2 | never |");
    expect(page).toContain("| 5 | 1.45 GB | 58 s |");
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("says so where one size alone was measured", () => {
    expect(paces([small])).toEqual({});
    expect(performancePage([small], undefined)).toContain("| 5 | not measured at two sizes |");
  });
});
