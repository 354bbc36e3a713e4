import type { ColumnType } from "./ColumnSpec.ts";

/** A type as SQL names it: `decimal(9, 2)`, `varchar(12)`, `int`. */
export function typeName(type: ColumnType): string {
  if (type.kind === "decimal") return `decimal(${type.precision}, ${type.scale})`;
  return type.kind === "varchar" ? `varchar(${type.bytes})` : type.kind;
}
