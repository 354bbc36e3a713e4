import type { ColumnSpec, ColumnType } from "../ColumnSpec.ts";

/** The spec of a column that nothing but its type has been said of. */
export function specOf(type: ColumnType): ColumnSpec {
  return { type, nullable: false, header: undefined, formerHeaders: [], default: undefined, rules: [] };
}
