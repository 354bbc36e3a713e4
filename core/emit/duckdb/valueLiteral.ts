import type { ColumnType, Value } from "../../contract/ColumnSpec.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { duckdbType } from "./duckdbType.ts";

/** A value of the column's type as an SQL constant; null as a typed NULL. */
export function valueLiteral(type: ColumnType, value: Value | null): string {
  const text = value === null ? "NULL" : sqlLiteral(Object.is(value, -0) ? "-0" : String(value));
  return type.kind === "varchar" && value !== null ? text : `CAST(${text} AS ${duckdbType(type)})`;
}
