import { openDatabase } from "../../jobs/duckdb/openDatabase.ts";

/** The version of the DuckDB at work, as it says it: `v1.5.5`. */
export async function duckdbVersion(): Promise<string> {
  await using database = await openDatabase();
  const [row] = await database.rows("SELECT version() AS version");
  return String(row?.version);
}
