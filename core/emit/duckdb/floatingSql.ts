import { floatingGrammar } from "../../convert/grammar/floatingGrammar.ts";
import { pointed } from "../sql/pointed.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { TypedSql } from "../sql/TypedSql.ts";
import { misses } from "./misses.ts";

/** Reads a real by way of double, as JavaScript can; the cast straight to FLOAT would round otherwise. */
export function floatingSql(type: TypeOf<"real" | "double">, field: TextSql): TypedSql {
  const { text, separator, id } = field;
  const name = `f${id}`;
  const double = `TRY_CAST(${pointed(field)} AS DOUBLE)`;
  const overflows = `${name} IS NULL OR isinf(${name})`;
  return {
    steps: [{ [name]: type.kind === "double" ? double : `TRY_CAST(${double} AS FLOAT)` }],
    value: name,
    checks: [
      misses(text, floatingGrammar(separator, type.allowNaN)),
      {
        reason: "out_of_range",
        when: type.allowNaN ? `(${overflows}) AND NOT contains(lower(${text}), 'i')` : overflows,
      },
    ],
  };
}
