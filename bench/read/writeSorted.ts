import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { layout } from "../../core/commit/layout.ts";
import { columnOf } from "../../core/emit/columnOf.ts";
import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import type { Database } from "../../jobs/duckdb/openDatabase.ts";

const table = "best";
const partitions = birdstrikes.partitions.map(({ name }) => sqlIdentifier(name));
const sortKeys = birdstrikes.sortBy.map((key) => sqlIdentifier(columnOf(birdstrikes, key).name));

/**
 * Writes rows again as DuckDB does at its best, once for each compression: sorted as the contract says, one file a
 * partition, row groups of its default size. The yardstick of reading.
 * @returns the folders, in the order of the compressions
 */
export async function writeSorted(
  database: Database,
  files: readonly string[],
  folder: string,
  compressions: readonly string[],
): Promise<string[]> {
  const order = [...partitions, ...sortKeys].map((key) => `${key} ASC NULLS LAST`).join(", ");
  await database.run(
    `CREATE TABLE ${table} AS SELECT * FROM read_parquet($files, hive_partitioning = true) ORDER BY ${order}`,
    { files },
  );
  const found = await database.rows(`SELECT DISTINCT ${partitions.join(", ")} FROM ${table}`);
  for (const compression of compressions) {
    for (const row of found) await copyPartition(database, row, join(folder, compression), compression);
  }
  await database.run(`DROP TABLE ${table}`);
  return compressions.map((compression) => join(folder, compression));
}

async function copyPartition(
  database: Database,
  row: Readonly<Record<string, unknown>>,
  folder: string,
  compression: string,
): Promise<void> {
  const partition = birdstrikes.partitions.map(({ name }) => [name, String(row[name])] as const);
  const path = join(folder, layout.file({ content: "rows", partition, part: 0 }));
  mkdirSync(dirname(path), { recursive: true });
  const where = partition.map(([name, value]) => `${sqlIdentifier(name)} = ${Number(value)}`).join(" AND ");
  const query = `SELECT * EXCLUDE (${partitions.join(", ")}) FROM ${table} WHERE ${where}`;
  await database.run(`COPY (${query}) TO ${sqlLiteral(path)} (FORMAT parquet, COMPRESSION ${compression})`);
}
