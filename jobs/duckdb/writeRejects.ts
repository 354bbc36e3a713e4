import { join } from "node:path";
import { Framer } from "../../core/convert/frame/Framer.ts";
import { recordText } from "../../core/convert/frame/recordText.ts";
import { duckdbRejectsSql } from "../../core/emit/duckdbRejectsSql.ts";
import { typedColumns } from "../../core/emit/typedColumns.ts";
import type { FileJob } from "../staging/ConvertFile.ts";
import type { ParquetFile } from "../staging/ParquetFile.ts";
import { copyParquet } from "./copyParquet.ts";
import type { Database } from "./openDatabase.ts";
import { RecordSet } from "./RecordSet.ts";
import { sorted } from "./sortRecords.ts";

/**
 * Writes the rejected records as one Parquet file, in the source's order; none where nothing is rejected. The source is
 * read once more for their texts: those that the framer rejects, and those that have errors in the sorted table.
 *
 * @param expected how many there must be
 */
export async function writeRejects(database: Database, job: FileJob, expected: number): Promise<ParquetFile[]> {
  if (expected === 0) return [];
  await appendRejected(database, job, await badRecords(database));
  await database.run(`CREATE TABLE rejects AS ${duckdbRejectsSql("rejected", sorted)}`, { ...job.lineage });
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

/** Fills the table `rejected`: number, the framer's reason if it is one of its own, and text. */
async function appendRejected(database: Database, { contract, source }: FileJob, bad: RecordSet): Promise<void> {
  await database.run(`CREATE TABLE rejected (${typedColumns.record} BIGINT, reason VARCHAR, raw VARCHAR)`);
  const appender = await database.connection.createAppender("rejected");
  try {
    const framer = new Framer(contract.source, (record) => {
      if (record.number === 0 || (record.error === null && !bad.has(record.number))) return;
      appender.appendBigInt(BigInt(record.number));
      if (record.error === null) appender.appendNull();
      else appender.appendVarchar(record.error);
      appender.appendVarchar(recordText(record.raw));
      appender.endRow();
    });
    for await (const chunk of await source()) framer.push(chunk);
    framer.end();
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}
