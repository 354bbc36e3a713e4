import { join } from "node:path";
import type { Contract } from "../../core/contract/Contract.ts";
import type { FramedRecord } from "../../core/convert/frame/FramedRecord.ts";
import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { typedColumns } from "../../core/emit/typedColumns.ts";
import { requireEngine } from "../../core/engine/requireEngine.ts";
import type { ConvertedFile, CountedFile, FileJob } from "../staging/ConvertFile.ts";
import { countFiles } from "../staging/countFiles.ts";
import type { ParquetFile } from "../staging/ParquetFile.ts";
import { textSource } from "../staging/textSource.ts";
import { checkZones } from "./checkZones.ts";
import { countReasons } from "./countReasons.ts";
import { type Database, openDatabase } from "./openDatabase.ts";
import { prepare } from "./prepare.ts";
import { RejectedTable } from "./RejectedTable.ts";
import { sorted, sortRecords } from "./sortRecords.ts";
import { writeRejects } from "./writeRejects.ts";
import { writeRows } from "./writeRows.ts";

/**
 * Converts a source to Parquet files on the local disk: rows sorted, one file a partition, and rejects.
 * @throws SluiceError with a `file.*` code where the header does not fit the contract, or `convert.lost_rows` where the
 * records that the framer counted are not those in the Parquet files, `convert.zone_data`, or `engine.unfit` for a
 * transform.
 */
export async function convertFile(given: FileJob): Promise<ConvertedFile> {
  const source = textSource(given);
  requireEngine(given.contract, "duckdb");
  await using database = await openDatabase({ tempDirectory: join(given.folder, "spill") });
  using rejected = await RejectedTable.make(database);
  const reject = (record: FramedRecord) => rejected.add(record);
  const prepared = await prepare(given.contract, source, join(given.folder, "prepared.csv"), reject);
  const { contract, added } = prepared.shape;
  const job = { ...given, source, contract };
  const bad = await sortRecords(database, prepared);
  await checkZones(database, job.contract, sorted);

  const rows = await writeRows(database, job);
  const rejects = await writeRejects(database, job, prepared, { table: rejected, typed: bad });
  const counted = countFiles(job, await countRows(database, [...rows, ...rejects]), prepared.read);

  const reasons = rejects.length === 0 ? {} : await countReasons(database);
  const duplicateKeys = await countDuplicateKeys(database, job.contract);
  return { ...counted, reasons, duplicateKeys, added };
}

async function countRows(database: Database, files: readonly ParquetFile[]): Promise<CountedFile[]> {
  if (files.length === 0) return [];
  const counted = await database.rows("SELECT file_name, num_rows FROM parquet_file_metadata($paths)", {
    paths: files.map(({ path }) => path),
  });
  const rowsOf = new Map(counted.map((row) => [row.file_name, Number(row.num_rows)]));
  return files.map((file) => ({ ...file, rows: rowsOf.get(file.path) ?? 0 }));
}

async function countDuplicateKeys(database: Database, { key, columns }: Contract): Promise<number> {
  const names = columns.filter((column) => key.includes(column.key)).map(({ name }) => sqlIdentifier(name));
  if (names.length === 0) return 0;
  const groups = `SELECT count(*) AS size FROM ${sorted} WHERE ${typedColumns.errors} IS NULL GROUP BY ${names.join(", ")} HAVING size > 1`;
  const [counted] = await database.rows(`SELECT coalesce(sum(size), 0)::BIGINT AS rows FROM (${groups})`);
  return Number(counted?.rows);
}
