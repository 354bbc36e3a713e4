import type { ColumnType } from "../../contract/ColumnSpec.ts";
import { floatingGrammar } from "../../convert/grammar/floatingGrammar.ts";
import { misses } from "./misses.ts";
import { pointed } from "./pointed.ts";
import type { TypedSql } from "./TypedSql.ts";

/** Reads a real by way of double, as JavaScript can; the cast straight to FLOAT would round otherwise. */
export function floatingSql(
  type: Extract<ColumnType, { kind: "real" | "double" }>,
  separator: "." | ",",
  text: string,
  name: string,
): TypedSql {
  const double = `TRY_CAST(${pointed(text, separator)} AS DOUBLE)`;
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
