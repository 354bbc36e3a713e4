import type { Grammar } from "../../convert/grammar/Grammar.ts";
import type { CheckSql } from "../sql/TypedSql.ts";
import { sqlLiteral } from "../sqlLiteral.ts";

/** Met where the text is not of the grammar. */
export function misses(text: string, { source, reason }: Grammar): CheckSql {
  return { reason, when: `NOT regexp_full_match(${text}, ${sqlLiteral(source)})` };
}
