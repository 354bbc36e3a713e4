import type { Contract } from "../../core/contract/Contract.ts";
import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { SluiceError } from "../../core/errors.ts";
import type { Database } from "./openDatabase.ts";
import { zoneDifference } from "./zoneDifference.ts";

/**
 * Refuses times that DuckDB may have read otherwise than the reference: its time zone data are built in, and may lack
 * the latest changes that Node's have.
 *
 * @param table holds the columns of `duckdbSql`
 * @throws SluiceError `convert.zone_data` where a column holds a time from which on the two differ on its zone
 */
export async function checkZones(database: Database, { name, columns }: Contract, table: string): Promise<void> {
  for (const column of columns) {
    if (column.type.kind !== "timestamp" || column.type.zone === "UTC") continue;
    const { zone } = column.type;
    const since = await zoneDifference(database, zone);
    if (since === null) continue;
    const latest = `max(epoch_us(${sqlIdentifier(column.name)}))`;
    const [found] = await database.rows(`SELECT ${latest} AS latest FROM ${sqlIdentifier(table)}`);
    if (found?.latest === null || Number(found?.latest) < since * 1e6) continue;
    const day = new Date(since * 1000).toISOString().slice(0, 10);
    throw new SluiceError("convert.zone_data", `DuckDB's rules of ${zone} are out of date from ${day} on`, {
      where: `${name}, column "${column.key}"`,
      mend: "upgrade @duckdb/node-api, or have the file written with offsets and declare the column in UTC",
    });
  }
}
