import type { ColumnType } from "../../contract/ColumnSpec.ts";
import { booleanGrammar } from "../../convert/grammar/booleanGrammar.ts";
import { sqlLiteral } from "../sqlLiteral.ts";
import { misses } from "./misses.ts";
import type { TypedSql } from "./TypedSql.ts";

/**
 * Reads the tokens of a boolean column. They are ASCII, which is asked for by itself: RE2 joins `[sS]|[kK]` to a class
 * that ignores case as Unicode does, in which the long s and the Kelvin sign are too.
 */
export function booleanSql(type: Extract<ColumnType, { kind: "boolean" }>, text: string): TypedSql {
  const { trueTokens, falseTokens } = type;
  const isTrue = trueTokens.length === 0 ? "false" : `lower(${text}) IN (${trueTokens.map(sqlLiteral).join(", ")})`;
  const miss = misses(text, booleanGrammar([...trueTokens, ...falseTokens]));
  const isForeign = { ...miss, when: `strlen(${text}) <> length(${text})` };
  return { steps: [], value: isTrue, checks: [isForeign, miss] };
}
