import type { Contract } from "../../core/contract/Contract.ts";
import { openDatabase } from "../../jobs/duckdb/openDatabase.ts";
import { tableFiles } from "./tableFiles.ts";
import type { LocalTarget } from "./target/Target.ts";

/** What lies in one region's lake of one dataset, read from the Parquet there. */
export interface LakeTable {
  readonly region: string;
  readonly dataset: string;
  readonly files: number;
  readonly bytes: number;
  readonly rows: number;
  readonly rejectedRows: number;
  /** Errors by reason, most frequent first; a record may have several. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** The first rows, each value as text. */
  readonly firstRows: readonly Record<string, string | null>[];
}

/** Reads a dataset's Parquet in a region's lake with DuckDB. */
export async function lakeTable(target: LocalTarget, region: string, contract: Contract): Promise<LakeTable> {
  const rows = await tableFiles(target, region, contract, "rows");
  const rejects = await tableFiles(target, region, contract, "rejects");
  return {
    region,
    dataset: contract.name,
    files: rows.paths.length,
    bytes: rows.bytes,
    ...(await readTables(rows.paths, rejects.paths)),
  };
}

async function readTables(rows: string[], rejects: string[]) {
  await using database = await openDatabase();
  const query = (sql: string, files: string[]) => database.rows(sql, [files]);
  const count = async (files: string[]) =>
    files.length === 0 ? 0 : Number((await query("SELECT count(*) AS n FROM read_parquet(?)", files))[0]?.n);
  const reasons =
    rejects.length === 0
      ? []
      : await query(
          `SELECT error.reason AS reason, count(*) AS n
           FROM (SELECT unnest(errors) AS error FROM read_parquet(?)) GROUP BY ALL ORDER BY n DESC, reason`,
          rejects,
        );
  const firstRows =
    rows.length === 0
      ? []
      : await query("SELECT COLUMNS(*)::VARCHAR FROM read_parquet(?, hive_partitioning = true) LIMIT 3", rows);
  return {
    rows: await count(rows),
    rejectedRows: await count(rejects),
    reasons: reasons.map(({ reason, n }) => ({ reason: String(reason), count: Number(n) })),
    firstRows: firstRows as Record<string, string | null>[],
  };
}
