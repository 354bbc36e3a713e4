import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { TypedSql } from "../sql/TypedSql.ts";
import { sparkLiteral } from "./sparkLiteral.ts";

/** Reads the tokens of a boolean column. They are ASCII, which is asked for by itself: the Kelvin sign is a k in lower case. */
export function booleanSql({ trueTokens, falseTokens }: TypeOf<"boolean">, { text }: TextSql): TypedSql {
  const isOneOf = (tokens: readonly string[]) =>
    tokens.length === 0 ? "false" : `lower(${text}) IN (${tokens.map(sparkLiteral).join(", ")})`;
  const isToken = `octet_length(${text}) = length(${text}) AND ${isOneOf([...trueTokens, ...falseTokens])}`;
  return {
    steps: [],
    value: isOneOf(trueTokens),
    misses: { reason: "invalid_boolean", when: `NOT (${isToken})` },
    checks: [],
  };
}
