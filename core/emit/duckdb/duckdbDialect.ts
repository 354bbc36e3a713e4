import { integerGrammar } from "../../convert/grammar/integerGrammar.ts";
import type { SqlDialect, TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { TypedSql } from "../sql/TypedSql.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { booleanSql } from "./booleanSql.ts";
import { dateSql } from "./dateSql.ts";
import { decimalSql } from "./decimalSql.ts";
import { duckdbType } from "./duckdbType.ts";
import { floatingSql } from "./floatingSql.ts";
import { misses } from "./misses.ts";
import { timestampSql } from "./timestampSql.ts";

/** DuckDB's SQL, over the columns of a prepared file. */
export const duckdbDialect: SqlDialect = {
  literal: sqlLiteral,
  typeName: duckdbType,
  contains: (text, part) => `contains(${text}, ${part})`,
  bytes: (text) => `strlen(${text})`,
  startsWith: (text, part) => `starts_with(${text}, ${part})`,
  endsWith: (text, part) => `ends_with(${text}, ${part})`,
  trim: (text, characters) => `trim(${text}, ${characters})`,
  // Quoted or not.
  emptyIsNull: true,
  fieldText: (raw) => `coalesce(${raw}, '')`,
  reads: {
    integer: integerSql,
    decimal: decimalSql,
    floating: floatingSql,
    boolean: booleanSql,
    date: dateSql,
    timestamp: timestampSql,
  },
};

function integerSql(type: TypeOf<"smallint" | "int" | "bigint">, { text, id }: TextSql): TypedSql {
  const name = `i${id}`;
  return {
    steps: [{ [name]: `TRY_CAST(${text} AS ${duckdbType(type)})` }],
    value: name,
    checks: [misses(text, integerGrammar), { reason: "out_of_range", when: `${name} IS NULL` }],
  };
}
