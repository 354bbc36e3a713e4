import { decimalGrammar } from "../../convert/grammar/decimalGrammar.ts";
import { excessDigits } from "../../convert/grammar/excessDigits.ts";
import { pointed } from "../sql/pointed.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { CheckSql, TypedSql } from "../sql/TypedSql.ts";
import { matches } from "./matches.ts";
import { sparkLiteral } from "./sparkLiteral.ts";
import { sparkType } from "./sparkType.ts";

/**
 * Reads a decimal exactly; Spark's cast rounds halves away from zero, and is NULL beyond the precision. A text that is
 * none is not cast: an exception is thrown for each, and `1e-999999999` would have a thousand million digits.
 */
export function decimalSql(type: TypeOf<"decimal">, field: TextSql): TypedSql {
  const { text, separator, id } = field;
  const value = `m${id}`;
  const grammar = decimalGrammar(separator);
  const isDecimal = matches(text, grammar);
  const mayExceed = `length(${text}) - instr(${text}, ${sparkLiteral(separator)}) > ${type.scale}`;
  const tooPrecise: CheckSql = {
    reason: "too_precise",
    when: `${mayExceed} AND ${text} RLIKE ${sparkLiteral(excessDigits(separator, type.scale))}`,
  };
  return {
    steps: [{ [value]: `CASE WHEN ${isDecimal} THEN CAST(${pointed(field)} AS ${sparkType(type)}) END` }],
    value,
    misses: { reason: grammar.reason, when: `${value} IS NULL AND NOT ${isDecimal}` },
    checks: [...(type.round === "none" ? [tooPrecise] : []), { reason: "out_of_range", when: `${value} IS NULL` }],
  };
}
