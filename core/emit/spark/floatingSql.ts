import { floatingGrammar } from "../../convert/grammar/floatingGrammar.ts";
import { pointed } from "../sql/pointed.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { TypedSql } from "../sql/TypedSql.ts";
import { matches } from "./matches.ts";
import { sparkType } from "./sparkType.ts";

/**
 * Reads a real by way of double, as JavaScript can; the cast straight to FLOAT would round otherwise. A text that is no
 * number is not cast, since an exception is thrown for each.
 */
export function floatingSql(type: TypeOf<"real" | "double">, field: TextSql): TypedSql {
  const { text, separator, id } = field;
  const value = `f${id}`;
  const grammar = floatingGrammar(separator, type.allowNaN);
  const double = `CAST(${pointed(field)} AS double)`;
  const number = type.kind === "double" ? double : `CAST(${double} AS float)`;
  // Spark knows NaN without a sign only.
  const token = `WHEN contains(lower(${text}), 'nan') THEN CAST('NaN' AS ${sparkType(type)})`;
  const overflows = `abs(${value}) = CAST('Infinity' AS ${sparkType(type)})`;
  return {
    steps: [
      {
        [value]: `CASE WHEN NOT ${matches(text, grammar)} THEN NULL ${type.allowNaN ? `${token} ` : ""}ELSE ${number} END`,
      },
    ],
    value,
    misses: { reason: grammar.reason, when: `${value} IS NULL` },
    checks: [
      {
        reason: "out_of_range",
        when: type.allowNaN ? `${overflows} AND NOT contains(lower(${text}), 'i')` : overflows,
      },
    ],
  };
}
