import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Contestant } from "../../../bench/contestants.ts";
import { makeCsv } from "../../../bench/data/makeCsv.ts";
import { scannedBy, shapeOf } from "../../../bench/read/footers.ts";
import { measureRead } from "../../../bench/read/measureRead.ts";
import { queries } from "../../../bench/read/queries.ts";
import { readResult } from "../../../bench/read/ReadResult.ts";
import { openDatabase } from "../../../jobs/duckdb/openDatabase.ts";

const engine = (name: "inline" | "duckdb"): Contestant => ({
  name,
  command: (source, folder) => [
    process.execPath,
    ...["local/cli/main.ts", "job", "csv-to-parquet", "--dataset", "birdstrikes", "--engine", name],
    ...["--input", source, "--output", folder, "--json"],
  ],
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-read-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it("reads what engines and DuckDB at its best wrote of one file: the same rows, in as many files", async () => {
  const source = join(folder, "some.csv");
  const bytes = 100_000;
  await makeCsv(source, bytes, "node_modules/vega-datasets/data/birdstrikes.csv", { month: "2000-08" });
  const workDir = join(folder, "work");
  mkdirSync(workDir);
  const options = { source, bytes, rounds: 2, workDir, env: process.env, tell: () => undefined };
  const { written } = readResult.parse(await measureRead([engine("inline"), engine("duckdb")], options));
  const names = ["inline", "duckdb", "DuckDB at its best, zstd", "DuckDB at its best, snappy"];
  expect(written.map(({ name }) => name)).toEqual(names);
  const [first] = written;
  for (const { files, rowGroups, rows, selective, full, withoutStatistics } of written) {
    expect({ files, rowGroups, rows }).toEqual({ files: 1, rowGroups: 1, rows: first?.rows });
    expect(withoutStatistics).toEqual([]);
    expect([selective.seconds.length, full.seconds.length]).toEqual([2, 2]);
    expect([selective.rowGroupsRead, full.rowGroupsRead]).toEqual([1, 1]);
    expect(full.bytesScanned).toBeGreaterThan(selective.bytesScanned);
  }
  const paths = readdirSync(join(workDir, "best/zstd/rows"), { recursive: true, encoding: "utf8" });
  expect(paths).toContain("year=2000/month=8/0.parquet");
});

it("counts the bytes of columns in row groups that neither partition nor statistics rule out", async () => {
  await using database = await openDatabase();
  const month = (month: number) => {
    const place = join(folder, `scan/year=2000/month=${month}`);
    mkdirSync(place, { recursive: true });
    return join(place, "0.parquet");
  };
  for (const each of [7, 8]) {
    // Days in order, 3,000 rows each, in row groups of 2,048 (DuckDB's least): days 10 to 12 are some of the middle ones.
    await database.run(
      `COPY (SELECT DATE '2000-0${each}-01' + (i // 3000)::INT AS flight_date, i::INT AS cost_total, NULL::INT AS speed_knots,
         i::VARCHAR AS airport FROM range(84000) t(i)) TO '${month(each)}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
  }
  const files = [month(7), month(8)];
  const shape = await shapeOf(database, files);
  expect(shape).toMatchObject({ files: 2, rows: 168_000, withoutStatistics: [] });
  expect(shape.rowGroups).toBeGreaterThan(20);

  const scanned = await scannedBy(database, files, queries.selective);
  const within = `file_name LIKE '%month=8%' AND row_group_id BETWEEN 27000 // 2048 AND 35999 // 2048`;
  const [known] = await database.rows(
    `SELECT sum(total_compressed_size) AS bytes, count(DISTINCT row_group_id) AS groups FROM parquet_metadata($files)
     WHERE path_in_schema IN ('flight_date', 'cost_total', 'speed_knots') AND ${within}`,
    { files },
  );
  expect(scanned).toEqual({ bytesScanned: Number(known?.bytes), rowGroupsRead: Number(known?.groups) });
  expect((await scannedBy(database, files, queries.full)).rowGroupsRead).toBe(shape.rowGroups);
});
