import { describe, expect, it } from "vitest";
import type { LandResult } from "../../bench/land/LandResult.ts";
import { paces } from "../../bench/page/costTables.ts";
import { type Measurements, performancePage } from "../../bench/page/performancePage.ts";
import { resultTable } from "../../bench/page/tables.ts";
import type { EngineProfile } from "../../bench/profile/EngineProfile.ts";
import { type Result, result } from "../../bench/Result.ts";
import type { ReadResult } from "../../bench/read/ReadResult.ts";

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

const profile: EngineProfile = {
  at: "2026-01-02T03:04:05.000Z",
  bytes: 1e9,
  rounds: 3,
  steps: [
    { step: "reading", seconds: 30 },
    { step: "writing", seconds: 10 },
  ],
};

const nothing: Measurements = { results: [], reads: [], land: undefined, profiles: {}, traffic: undefined };
const pageOf = (some: Partial<Measurements>) => performancePage({ ...nothing, ...some });

describe("the table of a size", () => {
  it("has the median of each contestant, and the speed of an engine against what is written by hand with its library", () => {
    const [, , duckdb, spark, byHand] = resultTable(small).split("\n");
    expect(duckdb).toBe("| duckdb | 4.0 |  | 25 | 0.75x | 400 | 7 | 10.0 |");
    expect(spark).toBe("| spark | 20.0 | 10.0 | 5 | 0.80x, 0.80x without session | 400 | 7 | 10.0 |");
    expect(byHand).toBe("| DuckDB by hand | 3.0 |  | 33.3 |  | 400 | 7 | 10.0 |");
  });

  it("says which contestants crashed or ran apart, and has the medians of the rounds that they lived through", () => {
    const all = measuredAt(1e8, { duckdb: 4, "polars by hand": 2, "DuckDB by hand": 3 });
    const crashes = [["SIGKILL"], ["SIGSEGV", "SIGSEGV", "SIGABRT"]];
    const contestants = all.contestants.map((each, index) => ({
      ...each,
      ...(crashes[index] && { crashes: crashes[index] }),
      ...(index === 1 && { seconds: [], peakBytes: [] }),
      ...(index === 2 && { apart: true }),
    }));
    const [, , duckdb, polars, byHand] = resultTable(result.parse({ ...all, contestants })).split("\n");
    expect(duckdb).toMatch(/^\| duckdb: crashed in 1 of 4 rounds \(SIGKILL\) \| 4\.0 .* 0\.75x /);
    expect(polars).toBe("| polars by hand: crashed in 3 of 3 rounds (SIGSEGV, SIGABRT) |  |  |  |  |  |  |  |");
    expect(byHand).toContain("| DuckDB by hand (apart, 3 rounds) | 3.0 |");
  });

  it("has no speed where nothing by hand ran", () => {
    expect(resultTable(measuredAt(1e6, { duckdb: 1 }))).toContain("| duckdb | 1.0 |  | 1 |  | 400 |");
  });
});

describe("the page of performance", () => {
  it("has each size, the costs with their formula and source, and from which size Spark is faster", () => {
    const results = [large, measuredAt(1e8, { duckdb: 400 }, 0.001), small];
    const page = performancePage({
      results,
      reads: [],
      land: undefined,
      profiles: { spark: profile },
      traffic: undefined,
    });
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
    expect(pageOf({ results: [small] })).toContain("| 5 | not measured at two sizes |");
  });

  it("has the command of each measurement, and of reading and landing nothing where neither was measured", () => {
    const page = pageOf({ results: [small] });
    expect(page).toContain("`npm run bench -- run --size 100000000 --kind clean --rounds 3`");
    expect(page).not.toMatch(/Reading|landing/);
  });

  it("has how the files of each engine are read, against the faster of DuckDB's own", () => {
    const page = pageOf({ results: [small], reads: [read] });
    expect(page).toContain("`npm run bench -- read --size 1000000 --rounds 3`");
    expect(page).toContain("| inline | 2 | 4 | 250 | 0.2 | 0.200 | 0.15 | airport, damage |");
    expect(page).toContain("| inline | 20.0 | 0.50x | 1.5 | 1 | 40.0 | 0.25x | 90.0 | 4 |");
    expect(page).toContain("| DuckDB at its best, snappy | 15.0 | 0.67x |");
  });

  it("has what the time of warm landings is made of, by how many partitions a file has", () => {
    const page = pageOf({ results: [small], land: landed });
    expect(page).toContain("`npm run bench -- land --size 1000000 --rounds 1`");
    expect(page).toContain(
      "| 132 months, functions start | 9.00 s | 9.50 s | 11.00 s | 2.00 s | 3.00 s | 4.00 s | 900 |",
    );
    expect(page).toContain("| 1 month | 1.00 s | 1.50 s | 3.00 s | 2.00 s | 3.00 s | 4.00 s | 900 |");
    expect(page).toContain(
      "| Convert | 750 | 500 | 250 | 75 % |\n| the answer | 250 | 0 | 250 | 25 % |\n| all | 1000 | 500 | 500 | 100 % |",
    );
  });
});

const asked = (milliseconds: number, bytesScanned: number, rowGroupsRead: number) => ({
  seconds: [3, 1, 0.5].map((times) => (times * milliseconds) / 1000),
  bytesScanned,
  rowGroupsRead,
});
const shape = { files: 2, rowGroups: 4, rows: 1000, outputBytes: 200_000, largestFileBytes: 150_000 };
const best = { ...shape, withoutStatistics: [] };
const read: ReadResult = {
  at: "2026-01-02T03:04:05.000Z",
  bytes: 1e6,
  threads: 2,
  written: [
    {
      name: "inline",
      ...shape,
      withoutStatistics: ["airport", "damage"],
      selective: asked(20, 1500, 1),
      full: asked(40, 90_000, 4),
    },
    { name: "DuckDB at its best, zstd", ...best, selective: asked(10, 1000, 1), full: asked(20, 80_000, 4) },
    { name: "DuckDB at its best, snappy", ...best, selective: asked(15, 1000, 1), full: asked(10, 85_000, 4) },
  ],
};

const landing = (months: number, near: number) => ({
  months,
  queryable: { "eu-west-1": near, "us-east-1": near + 0.5 },
  ended: near + 2,
  steps: [
    { step: "Convert", seconds: 0.75 * near, inFunctions: 0.5 * near, isWait: false },
    { step: "the answer", seconds: 0.25 * near, inFunctions: 0, isWait: false },
  ],
  hostSeconds: 3,
  functionSeconds: 4,
  calls: 900,
  waitSeconds: 2,
});
const landed: LandResult = {
  at: "2026-01-02T03:04:05.000Z",
  bytes: 1e6,
  cores: 2,
  load: 1.25,
  landings: [landing(132, 9), landing(132, 4), landing(1, 1)],
};
