import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import { SluiceError } from "../../core/errors.ts";
import { trafficSpeeds } from "../../datasets/trafficSpeeds.ts";
import type { Database } from "../../jobs/duckdb/openDatabase.ts";

/** Hive's types as DuckDB has them. */
const duckdbTypes: Readonly<Record<string, string>> = {
  string: "VARCHAR",
  timestamp: "TIMESTAMP",
  double: "DOUBLE",
  bigint: "BIGINT",
  int: "INTEGER",
};

/**
 * The number of rows of a local Parquet file, of which the footer is read, and which must have the result's columns.
 * @param where what an error calls the file
 * @throws SluiceError `traffic.unreadable` or `traffic.wrong_columns`
 */
export async function countRows(database: Database, path: string, where: string): Promise<number> {
  const { columns, rows } = await readFooter(database, path, where);
  const expected = trafficSpeeds.columns.map(({ name, type }) => `${name} ${duckdbTypes[type] ?? type}`);
  const wrong = [...expected.keys(), expected.length].find((index) => columns[index] !== expected[index]);
  if (wrong === undefined) return rows;
  const what = `Column ${wrong + 1} is ${columns[wrong] ?? "missing"}, where ${expected[wrong] ?? "none"} is expected`;
  throw new SluiceError("traffic.wrong_columns", what, {
    where,
    mend: "let the staging table have the columns of datasets/trafficSpeeds.ts, and resume the run",
  });
}

async function readFooter(database: Database, path: string, where: string) {
  const file = sqlLiteral(path);
  try {
    const described = await database.rows(`DESCRIBE SELECT * FROM read_parquet(${file}, hive_partitioning = false)`);
    const [footer] = await database.rows(`SELECT num_rows FROM parquet_file_metadata(${file})`);
    return { columns: described.map(columnOf), rows: Number(footer?.num_rows) };
  } catch (cause) {
    throw new SluiceError("traffic.unreadable", "The file that Athena wrote is no Parquet file", {
      where,
      mend: "resume the run with the next attempt, which writes it anew",
      cause,
    });
  }
}

/** A timestamp is one whatever its unit in the file, and whether the file says that it is in UTC: tables do not tell. */
function columnOf({ column_name, column_type }: Record<string, unknown>): string {
  return `${column_name} ${String(column_type).replace(/^TIMESTAMP(_S|_MS|_NS| WITH TIME ZONE)$/, "TIMESTAMP")}`;
}
