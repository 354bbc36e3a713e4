import type { DuckDBConnection } from "@duckdb/node-api";
import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";

/** Writes a query's rows, in its order, as one Parquet file compressed by zstd. */
export async function copyParquet(connection: DuckDBConnection, query: string, path: string): Promise<void> {
  await connection.run(`COPY (${query}) TO ${sqlLiteral(path)} (FORMAT parquet, COMPRESSION zstd)`);
}
