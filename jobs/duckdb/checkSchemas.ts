import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import { SluiceError } from "../../core/errors.ts";
import type { Database } from "./openDatabase.ts";
import type { ParquetColumn } from "./parquetColumns.ts";

/**
 * Requires that each Parquet file has these columns, by name, type and order.
 * @throws SluiceError `inspect.unreadable` or `inspect.schema`, naming the file
 */
export async function checkSchemas(
  database: Database,
  paths: readonly string[],
  columns: readonly ParquetColumn[],
): Promise<void> {
  const expected = columns.map(({ name, type }) => `${name} ${type}`);
  for (const path of paths) {
    const found = await describe(database, path);
    const place = expected.findIndex((column, index) => column !== found[index]);
    const at = place === -1 && found.length > expected.length ? expected.length : place;
    if (at === -1) continue;
    const what = `Column ${at + 1} is ${found[at] ?? "missing"}, where ${expected[at] ?? "none"} is expected`;
    throw new SluiceError("inspect.schema", what, { where: path, mend: "convert the source again" });
  }
}

async function describe(database: Database, path: string): Promise<string[]> {
  const read = `read_parquet(${sqlLiteral(path)}, hive_partitioning = false)`;
  try {
    const rows = await database.rows(`DESCRIBE SELECT * FROM ${read}`);
    return rows.map(({ column_name, column_type }) => `${column_name} ${column_type}`);
  } catch (cause) {
    throw new SluiceError("inspect.unreadable", "The Parquet file cannot be read back", {
      where: path,
      mend: "convert the source again",
      cause,
    });
  }
}
