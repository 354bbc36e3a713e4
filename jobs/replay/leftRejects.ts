import { copyParquet } from "../duckdb/copyParquet.ts";
import { countReasons } from "../duckdb/countReasons.ts";
import type { Database } from "../duckdb/openDatabase.ts";
import type { ConvertedFile } from "../staging/ConvertFile.ts";

export interface ReplayedRejects {
  /** Parquet files of the rejects before the replay. */
  readonly before: readonly string[];
  /** Parquet files of those that the corrections came to; their records count from 1. */
  readonly again: readonly string[];
  /** The source's number of each correction. */
  readonly numbers: readonly number[];
}

/**
 * Writes the rejects that a replay leaves, in the source's order: those that nothing corrects as they were, and those
 * whose correction is rejected too with its text and errors. No file where none is left.
 */
export async function leftRejects(
  database: Database,
  { before, again, numbers }: ReplayedRejects,
  path: string,
): Promise<Pick<ConvertedFile, "rejected" | "reasons">> {
  await noteNumbers(database, numbers);
  const still =
    again.length === 0
      ? ""
      : `UNION ALL SELECT _source, _run, n.record, errors, raw
         FROM read_parquet($again) AS a JOIN numbers AS n ON a.record = n.correction`;
  await database.run(
    `CREATE TABLE rejects AS
     SELECT _source, _run, record, errors, raw FROM read_parquet($before) ANTI JOIN numbers USING (record)
     ${still} ORDER BY record`,
    { before, ...(again.length === 0 ? {} : { again }) },
  );
  const [counted] = await database.rows("SELECT count(*) AS rejected FROM rejects");
  const rejected = Number(counted?.rejected);
  if (rejected > 0) await copyParquet(database.connection, "SELECT * FROM rejects", path);
  return { rejected, reasons: await countReasons(database) };
}

async function noteNumbers(database: Database, numbers: readonly number[]): Promise<void> {
  await database.run("CREATE TABLE numbers (correction BIGINT, record BIGINT)");
  const appender = await database.connection.createAppender("numbers");
  for (const [index, number] of numbers.entries()) {
    appender.appendBigInt(BigInt(index + 1));
    appender.appendBigInt(BigInt(number));
    appender.endRow();
  }
  appender.closeSync();
}
