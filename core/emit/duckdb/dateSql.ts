import { dateGrammar } from "../../convert/grammar/dateGrammar.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { TypedSql } from "../sql/TypedSql.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { misses } from "./misses.ts";

/** Reads a date; DuckDB's cast is NULL where the calendar has no such day. */
export function dateSql({ format }: TypeOf<"date">, { text, id }: TextSql): TypedSql {
  const name = `d${id}`;
  const grammar = dateGrammar(format);
  const { year, month, day } = grammar.groups;
  const pattern = sqlLiteral(`^(?:${grammar.source})$`);
  const iso = format === "YYYY-MM-DD" ? text : `regexp_replace(${text}, ${pattern}, '\\${year}-\\${month}-\\${day}')`;
  return {
    steps: [{ [name]: `TRY_CAST(${iso} AS DATE)` }],
    value: name,
    checks: [misses(text, grammar), { reason: grammar.reason, when: `${name} IS NULL` }],
  };
}
