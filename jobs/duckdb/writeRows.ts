import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Contract } from "../../core/contract/Contract.ts";
import { lineage } from "../../core/contract/lineage.ts";
import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import { typedColumns } from "../../core/emit/typedColumns.ts";
import type { FileJob } from "../staging/ConvertFile.ts";
import type { ParquetFile } from "../staging/ParquetFile.ts";
import { copyParquet } from "./copyParquet.ts";
import type { Database } from "./openDatabase.ts";
import { sorted } from "./sortRecords.ts";

/**
 * Writes the rows of the sorted table as one Parquet file a partition. A COPY with PARTITION_BY neither keeps an order
 * nor writes one file a partition; but each partition is a range of the table, whose order a COPY keeps
 * (`preserve_insertion_order`).
 */
export async function writeRows(database: Database, job: FileJob): Promise<ParquetFile[]> {
  const ranges = await partitionRanges(database, job.contract);
  const columns = [
    ...job.contract.columns.map(({ name }) => sqlIdentifier(name)),
    `${sqlLiteral(job.lineage.source)} AS ${lineage.source}`,
    `${sqlLiteral(job.lineage.run)} AS ${lineage.run}`,
  ];
  const files = ranges.map(({ partition, first, last }, index) => ({
    path: join(job.folder, `rows-${index}.parquet`),
    place: { content: "rows" as const, dataset: job.contract.name, partition, part: 0 },
    query: `SELECT ${columns.join(", ")} FROM ${sorted} WHERE rowid BETWEEN ${first} AND ${last}`,
  }));
  await copyAll(database, files, isEven(ranges));
  return files.map(({ path, place }) => ({ path, place }));
}

interface Copy {
  readonly query: string;
  readonly path: string;
}

/**
 * Copies as many files at once as there are processors.
 * @param alone whether each copy has one thread: many small copies that share all threads wait for each other
 */
async function copyAll(database: Database, copies: readonly Copy[], alone: boolean): Promise<void> {
  if (alone) await database.run("SET threads = 1");
  const queue = copies.values();
  const writer = async () => {
    const connection = await database.connect();
    for (const { query, path } of queue) await copyParquet(connection, query, path);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), copies.length) }, writer));
  if (alone) await database.run("RESET threads");
}

/** Whether no range is so large that a thread which has it alone would be the last by far. */
function isEven(ranges: readonly Range[]): boolean {
  const sizes = ranges.map(({ first, last }) => Number(last - first) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return Math.max(...sizes) * availableParallelism() <= total;
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
    `SELECT ${selected.join(", ")} FROM ${sorted} WHERE ${typedColumns.errors} IS NULL ${by} HAVING count(*) > 0 ORDER BY _first`,
  );
  return rows.map((row) => ({
    partition: names.map((name) => [name, String(row[name])] as const),
    first: BigInt(String(row._first)),
    last: BigInt(String(row._last)),
  }));
}
