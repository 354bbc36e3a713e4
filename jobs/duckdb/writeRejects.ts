import { join } from "node:path";
import { Framer } from "../../core/convert/frame/Framer.ts";
import { duckdbRejectsSql } from "../../core/emit/duckdbRejectsSql.ts";
import { typedColumns } from "../../core/emit/typedColumns.ts";
import type { FileJob } from "../staging/ConvertFile.ts";
import type { ParquetFile } from "../staging/ParquetFile.ts";
import { copyParquet } from "./copyParquet.ts";
import { findRecords } from "./findRecords.ts";
import type { Database } from "./openDatabase.ts";
import type { Prepared } from "./prepare.ts";
import { RecordSet } from "./RecordSet.ts";
import { RejectedTable } from "./RejectedTable.ts";
import { sorted } from "./sortRecords.ts";

export interface Rejected {
  /** Holds those that the framer rejects. */
  readonly table: RejectedTable;
  /** How many have errors in the sorted table. */
  readonly typed: number;
}

/**
 * Writes the rejected records as one Parquet file, in the source's order; none where nothing is rejected. Of those that
 * have errors in the sorted table the texts are found in the prepared file, or in the source, which is then framed once
 * more, where the file has one of them in other words or records of several lines.
 */
export async function writeRejects(
  database: Database,
  job: FileJob,
  prepared: Prepared,
  { table, typed }: Rejected,
): Promise<ParquetFile[]> {
  if (prepared.read === prepared.good && typed === 0) return [];
  if (typed > 0) await addTexts(table, job, prepared, await badRecords(database));
  table.flush();
  await database.run(`CREATE TABLE rejects AS ${duckdbRejectsSql(RejectedTable.table, sorted)}`, { ...job.lineage });
  const path = join(job.folder, "rejects.parquet");
  await copyParquet(database.connection, "SELECT * FROM rejects", path);
  return [{ path, place: { content: "rejects", dataset: job.contract.name, partition: [], part: 0 } }];
}

async function badRecords(database: Database): Promise<RecordSet> {
  const { record, errors } = typedColumns;
  const bad = new RecordSet();
  const result = await database.connection.stream(`SELECT ${record} FROM ${sorted} WHERE ${errors} IS NOT NULL`);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const number of chunk.getColumnValues(0)) bad.add(Number(number));
  }
  return bad;
}

async function addTexts(table: RejectedTable, job: FileJob, { file, marks, rewritten }: Prepared, bad: RecordSet) {
  const add = (number: number, raw: Uint8Array) => table.add({ number, error: null, raw });
  if (file.multiline || bad.meets(rewritten)) await findInSource(job, bad, add);
  else await findRecords({ path: file.path, marks }, job.contract.source, bad, add);
}

async function findInSource(
  { contract, source }: FileJob,
  bad: RecordSet,
  found: (record: number, raw: Uint8Array) => void,
): Promise<void> {
  const framer = new Framer(contract.source, (record) => {
    if (bad.has(record.number)) found(record.number, record.raw);
  });
  for await (const chunk of await source()) framer.push(chunk);
  framer.end();
}
