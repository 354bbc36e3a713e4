import { duckdbRowsSql } from "../../core/emit/duckdbRowsSql.ts";
import { duckdbSql } from "../../core/emit/duckdbSql.ts";
import { typedColumns } from "../../core/emit/typedColumns.ts";
import type { Database } from "./openDatabase.ts";
import type { Prepared } from "./prepare.ts";

/** The table of all prepared records: the result of `duckdbRowsSql`. */
export const sorted = "sorted";

/**
 * Types the prepared records, checks and sorts them, in one statement: what lies between is never a table of its own.
 * @returns how many of them have errors
 */
export async function sortRecords(database: Database, { shape, file }: Prepared): Promise<number> {
  const { contract, layout } = shape;
  const typed = "typed";
  await database.run(
    `CREATE TABLE ${sorted} AS WITH ${typed} AS (${duckdbSql(contract, layout, file)}) ${duckdbRowsSql(contract, typed)}`,
  );
  const [counted] = await database.rows(`SELECT count(${typedColumns.errors}) AS bad FROM ${sorted}`);
  return Number(counted?.bad);
}
