import { blanks } from "../../convert/grammar/blanks.ts";
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
  fieldText,
  reads: {
    integer: integerSql,
    decimal: decimalSql,
    floating: floatingSql,
    boolean: booleanSql,
    date: dateSql,
    timestamp: timestampSql,
  },
};

/**
 * DuckDB reads the empty field as NULL, quoted or not: it is the empty text. Its `trim` takes a microsecond, so it is
 * asked only where there is something to trim.
 */
function fieldText(raw: string, isTrimmed: boolean): string {
  const text = `coalesce(${raw}, '')`;
  if (!isTrimmed) return text;
  const isBlank = Array.from(blanks, sqlLiteral).flatMap((blank) => [
    `starts_with(${raw}, ${blank})`,
    `ends_with(${raw}, ${blank})`,
  ]);
  return `CASE WHEN ${isBlank.join(" OR ")} THEN trim(${raw}, ${sqlLiteral(blanks)}) ELSE ${text} END`;
}

function integerSql(type: TypeOf<"smallint" | "int" | "bigint">, { text, id }: TextSql): TypedSql {
  const name = `i${id}`;
  return {
    steps: [{ [name]: `TRY_CAST(${text} AS ${duckdbType(type)})` }],
    value: name,
    checks: [misses(text, integerGrammar), { reason: "out_of_range", when: `${name} IS NULL` }],
  };
}
