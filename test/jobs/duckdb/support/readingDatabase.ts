import { type Database, openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";

let opened: Promise<Database> | undefined;

/** The DuckDB that a test's process reads Parquet back with: one, as opening takes longer than reading; it ends with the process. */
export function readingDatabase(): Promise<Database> {
  opened ??= openDatabase();
  return opened;
}
