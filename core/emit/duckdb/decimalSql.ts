import { decimalGrammar } from "../../convert/grammar/decimalGrammar.ts";
import { excessDigits } from "../../convert/grammar/excessDigits.ts";
import { pointed } from "../sql/pointed.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { CheckSql, TypedSql } from "../sql/TypedSql.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { duckdbType } from "./duckdbType.ts";
import { misses } from "./misses.ts";

/** Reads a decimal exactly; DuckDB's cast rounds halves away from zero, and is NULL beyond the precision. */
export function decimalSql(type: TypeOf<"decimal">, field: TextSql): TypedSql {
  const { text, separator, id } = field;
  const name = `m${id}`;
  const tooPrecise: CheckSql = {
    reason: "too_precise",
    when: `regexp_matches(${text}, ${sqlLiteral(excessDigits(separator, type.scale))})`,
  };
  return {
    steps: [{ [name]: `TRY_CAST(${pointed(field)} AS ${duckdbType(type)})` }],
    value: name,
    checks: [
      misses(text, decimalGrammar(separator)),
      ...(type.round === "none" ? [tooPrecise] : []),
      { reason: "out_of_range", when: `${name} IS NULL` },
    ],
  };
}
