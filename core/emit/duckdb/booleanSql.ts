import { booleanGrammar } from "../../convert/grammar/booleanGrammar.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { TypedSql } from "../sql/TypedSql.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { misses } from "./misses.ts";

/**
 * Reads the tokens of a boolean column. They are ASCII, which is asked for by itself: RE2 joins `[sS]|[kK]` to a class
 * that ignores case as Unicode does, in which the long s and the Kelvin sign are too.
 */
export function booleanSql(type: TypeOf<"boolean">, { text }: TextSql): TypedSql {
  const { trueTokens, falseTokens } = type;
  const isTrue = trueTokens.length === 0 ? "false" : `lower(${text}) IN (${trueTokens.map(sqlLiteral).join(", ")})`;
  const miss = misses(text, booleanGrammar([...trueTokens, ...falseTokens]));
  const isForeign = { ...miss, when: `strlen(${text}) <> length(${text})` };
  return { steps: [], value: isTrue, checks: [isForeign, miss] };
}
