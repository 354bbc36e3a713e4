import type { ColumnType, Value } from "../../../../core/contract/ColumnSpec.ts";
import type { Contract } from "../../../../core/contract/Contract.ts";
import type { Row } from "../../../../core/convert/recordConverter.ts";
import { sqlIdentifier } from "../../../../core/emit/sqlIdentifier.ts";
import { readingDatabase } from "./readingDatabase.ts";

/**
 * The rows of Parquet files, file by file, their values as the reference has them. Texts are read as bytes, since the client drops a
 * byte order mark that a text begins with.
 */
export async function readRows({ columns }: Contract, paths: readonly string[]): Promise<Row[]> {
  if (paths.length === 0) return [];
  const database = await readingDatabase();
  const list = columns.map(({ name, type }) => `${readable(type, sqlIdentifier(name))} AS ${sqlIdentifier(name)}`);
  const read = await database.rows(`SELECT ${list.join(", ")} FROM read_parquet($paths, hive_partitioning = false)`, {
    paths,
  });
  return read.map((row) => Object.fromEntries(columns.map(({ key, name, type }) => [key, canonical(type, row[name])])));
}

function readable({ kind }: ColumnType, column: string): string {
  if (kind === "timestamp") return `epoch_us(${column})`;
  if (kind === "varchar") return `encode(${column})`;
  return kind === "decimal" || kind === "date" ? `CAST(${column} AS VARCHAR)` : column;
}

function canonical({ kind }: ColumnType, value: unknown): Value | null {
  if (value === null) return null;
  if (kind === "timestamp") return timestampText(value as bigint);
  if (kind === "varchar") return Buffer.from(value as Uint8Array).toString();
  return kind === "decimal" ? String(value).replace(/^-?(?=\.)/, "$&0") : (value as Value);
}

function timestampText(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = (micros - fraction) / 1_000_000n;
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${String(fraction).padStart(6, "0")}Z`;
}
