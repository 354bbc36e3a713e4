import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { SqlDialect, TextSql } from "./SqlDialect.ts";
import type { TypedSql } from "./TypedSql.ts";

/** How the column's type reads a text in SQL: the counterpart of `valueReader`, the grammar included. */
export function valueSql(dialect: SqlDialect, type: ColumnType, text: TextSql): TypedSql {
  const { reads } = dialect;
  switch (type.kind) {
    case "smallint":
    case "int":
    case "bigint":
      return reads.integer(type, text);
    case "decimal":
      return reads.decimal(type, text);
    case "real":
    case "double":
      return reads.floating(type, text);
    case "boolean":
      return reads.boolean(type, text);
    case "varchar":
      return {
        steps: [],
        value: text.text,
        checks: [{ reason: "too_long", when: `${dialect.bytes(text.text)} > ${type.bytes}` }],
      };
    case "date":
      return reads.date(type, text);
    case "timestamp":
      return reads.timestamp(type, text);
  }
}
