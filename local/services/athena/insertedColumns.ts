import { type DuckDBConnection, DuckDBDecimalType, type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { hiveType } from "../lake/hiveType.ts";
import type { LakeColumn, LakeTable } from "../lake/lakeTable.ts";
import { identifierText, type Tree } from "../lake/sqlTree.ts";
import { errorType, QueryError } from "./QueryError.ts";
import { columnInfo } from "./resultValue.ts";

/**
 * A query for the rows of an INSERT as the table declares them: columns by their place, partition keys last, those that
 * the statement does not name null. Times are instants in UTC in the files.
 *
 * @throws QueryError where the columns are not those of the table, in number or type
 */
export async function insertedColumns(
  connection: DuckDBConnection,
  table: LakeTable,
  named: readonly Tree[],
  sql: string,
): Promise<string> {
  const all = [...table.columns, ...table.keys];
  if (!/Parquet/.test(table.library) && table.library !== "") {
    throw new QueryError("NOT_SUPPORTED: the local host inserts into tables of Parquet", errorType.unsupported);
  }
  const wanted = named.length === 0 ? all : named.map((name) => columnNamed(all, identifierText(name) ?? ""));
  const prepared = await connection.prepare(sql);
  const types = Array.from({ length: prepared.columnCount }, (_, index) => prepared.columnType(index));
  prepared.destroySync();
  checkTypes(wanted, types);
  const places = types.map((_, index) => `c${index}`);
  const values = all.map((column) => {
    const place = places[wanted.indexOf(column)] ?? "NULL";
    return `${stored(place, column.Type)} AS ${sqlIdentifier(column.Name)}`;
  });
  return `SELECT ${values.join(", ")} FROM (${sql}) AS given(${places.join(", ")})`;
}

function columnNamed(columns: readonly LakeColumn[], name: string): LakeColumn {
  const found = columns.find(({ Name }) => Name.toLowerCase() === name);
  if (found !== undefined) return found;
  throw new QueryError(
    `COLUMN_NOT_FOUND: Insert column name does not exist in target table: ${name}`,
    errorType.syntax,
  );
}

function stored(value: string, type: string): string {
  const declared = hiveType(type);
  return declared === "TIMESTAMP"
    ? `CAST(CAST(${value} AS TIMESTAMP) AS TIMESTAMPTZ)`
    : `CAST(${value} AS ${declared})`;
}

/** Each type with those that it becomes by itself. @see https://trino.io/docs/current/language/types.html */
const wider: Readonly<Record<string, readonly string[]>> = {
  tinyint: ["smallint", "integer", "bigint", "decimal", "float", "double"],
  smallint: ["integer", "bigint", "decimal", "float", "double"],
  integer: ["bigint", "decimal", "float", "double"],
  bigint: ["decimal", "float", "double"],
  decimal: ["float", "double"],
  float: ["double"],
  date: ["timestamp"],
};

function checkTypes(wanted: readonly LakeColumn[], types: readonly DuckDBType[]): void {
  const given = types.map((type) => columnInfo("", type).Type);
  const declared = wanted.map(({ Type }) => athenaType(Type));
  const isFitting = declared.every((type, index) => {
    const one = given[index] ?? "";
    return one === type || types[index]?.typeId === DuckDBTypeId.SQLNULL || (wider[one] ?? []).includes(type);
  });
  if (isFitting && given.length === declared.length) return;
  const shown = types.map((type) =>
    type instanceof DuckDBDecimalType ? `decimal(${type.width},${type.scale})` : columnInfo("", type).Type,
  );
  const what = `Insert query has mismatched column types: Table: [${declared.join(", ")}], Query: [${shown.join(", ")}]`;
  throw new QueryError(`TYPE_MISMATCH: ${what}`, errorType.syntax);
}

const athenaNames: Readonly<Record<string, string>> = { int: "integer", string: "varchar", char: "varchar" };

/** A type of the catalog by the name that results have for it, without its size. */
function athenaType(type: string): string {
  const word = /^\w+/.exec(type.trim().toLowerCase())?.[0] ?? "";
  return athenaNames[word] ?? (word === "struct" ? "row" : word);
}
