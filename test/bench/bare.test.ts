import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeCsv } from "../../bench/data/makeCsv.ts";
import { openDatabase } from "../../jobs/duckdb/openDatabase.ts";

it.each([[], ["--ordered"]])(
  "the bare COPY %j writes every row that fits, and says how long it took",
  async (...more) => {
    const folder = mkdtempSync(join(tmpdir(), "sluice-bare-"));
    try {
      const [source, output] = [join(folder, "some.csv"), join(folder, "out")];
      await makeCsv(source, 400_000, "node_modules/vega-datasets/data/birdstrikes.csv");
      const args = ["bench/duckdb/bare.ts", "--source", source, "--output", output, ...more.flat()];
      const { workSeconds } = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
      expect(workSeconds).toBeGreaterThan(0);
      await using database = await openDatabase();
      const [found] = await database.rows(
        `SELECT (SELECT count(*) FROM read_parquet($files, hive_partitioning = true) WHERE year = year(flight_date)) AS rows,
         (SELECT count(*) FROM read_csv($source)) AS records`,
        { files: `${output}/**/*.parquet`, source },
      );
      expect(found?.rows).toBe(found?.records);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
