import type { ColumnType, Value } from "../../contract/ColumnSpec.ts";
import type { SqlDialect } from "./SqlDialect.ts";

/** A value of the column's type as an SQL constant; null as a typed NULL. */
export function valueLiteral(dialect: SqlDialect, type: ColumnType, value: Value | null): string {
  const text = value === null ? "NULL" : dialect.literal(Object.is(value, -0) ? "-0" : String(value));
  return type.kind === "varchar" && value !== null ? text : `CAST(${text} AS ${dialect.typeName(type)})`;
}
