import { integerGrammar } from "../../convert/grammar/integerGrammar.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { TypedSql } from "../sql/TypedSql.ts";
import { matches } from "./matches.ts";
import { sparkType } from "./sparkType.ts";

/** Reads an integer. One that Spark writes as it stands is of the grammar, which is asked only of others. */
export function integerSql(type: TypeOf<"smallint" | "int" | "bigint">, { text, id }: TextSql): TypedSql {
  const value = `i${id}`;
  const isPlain = `coalesce(CAST(${value} AS string) = ${text}, false)`;
  return {
    steps: [{ [value]: `CAST(${text} AS ${sparkType(type)})` }],
    value,
    misses: { reason: integerGrammar.reason, when: `NOT (${isPlain} OR ${matches(text, integerGrammar)})` },
    checks: [{ reason: "out_of_range", when: `${value} IS NULL` }],
  };
}
