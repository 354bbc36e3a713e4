import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Contract } from "../../core/contract/Contract.ts";
import { lineage } from "../../core/contract/lineage.ts";
import { duckdbRowsSql } from "../../core/emit/duckdbRowsSql.ts";
import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import type { ParquetFile } from "../staging/ParquetFile.ts";
import { copyParquet } from "./copyParquet.ts";
import type { Database } from "./openDatabase.ts";

export interface RowsJob {
  readonly contract: Contract;
  /** Table that holds the result of `duckdbSql`. */
  readonly typed: string;
  /** Values of the lineage columns. */
  readonly lineage: { readonly source: string; readonly run: string };
  readonly folder: string;
}

/**
 * Writes the rows as one sorted Parquet file a partition. A COPY with PARTITION_BY neither keeps an order nor writes one
 * file a partition; so the rows are sorted into a table, of which each partition is a range: a
 * COPY keeps the table's order (`preserve_insertion_order`).
 */
export async function writeRows(database: Database, job: RowsJob): Promise<ParquetFile[]> {
  await database.run(`CREATE TABLE sorted AS ${duckdbRowsSql(job.contract, job.typed)}`);
  const ranges = await partitionRanges(database, job.contract);
  const columns = [
    ...job.contract.columns.map(({ name }) => sqlIdentifier(name)),
    `${sqlLiteral(job.lineage.source)} AS ${lineage.source}`,
    `${sqlLiteral(job.lineage.run)} AS ${lineage.run}`,
  ];
  const files = ranges.map(({ partition, first, last }, index) => ({
    path: join(job.folder, `rows-${index}.parquet`),
    place: { content: "rows" as const, dataset: job.contract.name, partition, part: 0 },
    query: `SELECT ${columns.join(", ")} FROM sorted WHERE rowid BETWEEN ${first} AND ${last}`,
  }));
  const queue = files.values();
  const writer = async () => {
    const connection = await database.connect();
    for (const { query, path } of queue) await copyParquet(connection, query, path);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), files.length) }, writer));
  return files.map(({ path, place }) => ({ path, place }));
}

interface Range {
  readonly partition: ParquetFile["place"]["partition"];
  readonly first: bigint;
  readonly last: bigint;
}

async function partitionRanges(database: Database, { partitions }: Contract): Promise<Range[]> {
  const names = partitions.map(({ name }) => name);
  const by = names.length === 0 ? "" : `GROUP BY ${names.map(sqlIdentifier).join(", ")}`;
  const selected = [...names.map(sqlIdentifier), "min(rowid) AS _first", "max(rowid) AS _last"];
  const rows = await database.rows(
    `SELECT ${selected.join(", ")} FROM sorted ${by} HAVING count(*) > 0 ORDER BY _first`,
  );
  return rows.map((row) => ({
    partition: names.map((name) => [name, String(row[name])] as const),
    first: BigInt(String(row._first)),
    last: BigInt(String(row._last)),
  }));
}
