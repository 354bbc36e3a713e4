import { sqlIdentifier } from "../../../../core/emit/sqlIdentifier.ts";
import { copyParquet } from "../../../../jobs/duckdb/copyParquet.ts";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import type { Result } from "../Result.ts";
import { requireDistinct } from "../requireDistinct.ts";

/**
 * Writes a result as a Parquet file whose columns have the types of the result: decimals with their precision and scale,
 * timestamps in microseconds. Rows are gathered in DuckDB, which spills them to disk where they do not fit in memory.
 */
export async function writeParquet({ columns, pages }: Result, path: string, signal: AbortSignal): Promise<void> {
  requireDistinct(columns, "parquet");
  await using database = await openDatabase();
  const types = columns.map(({ name, parquet }) => `${sqlIdentifier(name)} ${parquet}`);
  await database.run(`CREATE TABLE result (${types.join(", ")})`);
  const appender = await database.connection.createAppender("result");
  for await (const rows of pages) {
    signal.throwIfAborted();
    for (const row of rows) {
      for (const cell of row) {
        // DuckDB reads the text as the column's type, and fails where it is none.
        if (cell === null) appender.appendNull();
        else appender.appendVarchar(cell);
      }
      appender.endRow();
    }
    appender.flushSync();
  }
  appender.closeSync();
  await copyParquet(database.connection, "SELECT * FROM result", path);
}
