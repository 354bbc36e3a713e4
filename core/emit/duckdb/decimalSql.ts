import type { ColumnType } from "../../contract/ColumnSpec.ts";
import { decimalGrammar } from "../../convert/grammar/decimalGrammar.ts";
import { excessDigits } from "../../convert/grammar/excessDigits.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { duckdbType } from "./duckdbType.ts";
import { misses } from "./misses.ts";
import { pointed } from "./pointed.ts";
import type { CheckSql, TypedSql } from "./TypedSql.ts";

/** Reads a decimal exactly; DuckDB's cast rounds halves away from zero, and is NULL beyond the precision. */
export function decimalSql(
  type: Extract<ColumnType, { kind: "decimal" }>,
  separator: "." | ",",
  text: string,
  name: string,
): TypedSql {
  const tooPrecise: CheckSql = {
    reason: "too_precise",
    when: `regexp_matches(${text}, ${sqlLiteral(excessDigits(separator, type.scale))})`,
  };
  return {
    steps: [{ [name]: `TRY_CAST(${pointed(text, separator)} AS ${duckdbType(type)})` }],
    value: name,
    checks: [
      misses(text, decimalGrammar(separator)),
      ...(type.round === "none" ? [tooPrecise] : []),
      { reason: "out_of_range", when: `${name} IS NULL` },
    ],
  };
}
