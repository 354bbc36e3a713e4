import type { Reject, RejectError } from "../../../../core/convert/Reject.ts";
import { readingDatabase } from "./readingDatabase.ts";

/** The rejects of Parquet files, as the reference has them. */
export async function readRejects(paths: readonly string[]): Promise<Reject[]> {
  if (paths.length === 0) return [];
  const database = await readingDatabase();
  const rows = await database.rows("SELECT record, errors, encode(raw) AS raw FROM read_parquet($paths)", { paths });
  return rows.map(({ record, errors, raw }) => ({
    record: Number(record),
    errors: errors as RejectError[],
    raw: Buffer.from(raw as Uint8Array).toString(),
  }));
}
