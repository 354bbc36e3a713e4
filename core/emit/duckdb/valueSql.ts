import type { ColumnType } from "../../contract/ColumnSpec.ts";
import { integerGrammar } from "../../convert/grammar/integerGrammar.ts";
import { booleanSql } from "./booleanSql.ts";
import { dateSql } from "./dateSql.ts";
import { decimalSql } from "./decimalSql.ts";
import { duckdbType } from "./duckdbType.ts";
import { floatingSql } from "./floatingSql.ts";
import { misses } from "./misses.ts";
import type { TypedSql } from "./TypedSql.ts";
import { timestampSql } from "./timestampSql.ts";

/**
 * How the column's type reads a text in DuckDB: the counterpart of `valueReader`, the grammar included.
 *
 * @param text name of the column that holds the text, which is never NULL
 * @param id a number that makes the names of the steps unique
 */
export function valueSql(type: ColumnType, separator: "." | ",", text: string, id: number): TypedSql {
  switch (type.kind) {
    case "smallint":
    case "int":
    case "bigint":
      return integerSql(duckdbType(type), text, `i${id}`);
    case "decimal":
      return decimalSql(type, separator, text, `m${id}`);
    case "real":
    case "double":
      return floatingSql(type, separator, text, `f${id}`);
    case "boolean":
      return booleanSql(type, text);
    case "varchar":
      return { steps: [], value: text, checks: [{ reason: "too_long", when: `strlen(${text}) > ${type.bytes}` }] };
    case "date":
      return dateSql(type.format, text, `d${id}`);
    case "timestamp":
      return timestampSql(type, text, `_${id}`);
  }
}

function integerSql(type: string, text: string, name: string): TypedSql {
  return {
    steps: [{ [name]: `TRY_CAST(${text} AS ${type})` }],
    value: name,
    checks: [misses(text, integerGrammar), { reason: "out_of_range", when: `${name} IS NULL` }],
  };
}
