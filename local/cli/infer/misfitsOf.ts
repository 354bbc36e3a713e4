import { nullTokens } from "../../../core/contract/infer/nullTokens.ts";
import { patterns } from "../../../core/contract/infer/patterns.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import type { Database } from "../../../jobs/duckdb/openDatabase.ts";
import { trimmedText } from "./trimmedText.ts";

/** The most frequent of a column's values that do not match a pattern, at most three. */
export async function misfitsOf(
  database: Database,
  texts: string,
  column: string,
  pattern: string | undefined,
): Promise<string[]> {
  const source = pattern === undefined ? undefined : patterns[pattern];
  if (source === undefined) return [];
  const found = await database.rows(
    `SELECT ${trimmedText(column)} AS text FROM (${texts})
    WHERE text NOT IN ('', ${nullTokens.map(sqlLiteral).join(", ")}) AND NOT regexp_full_match(text, ${sqlLiteral(source)})
    GROUP BY ALL ORDER BY count(*) DESC, text LIMIT 3`,
  );
  return found.map(({ text }) => String(text));
}
