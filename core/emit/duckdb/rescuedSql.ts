import type { UnknownField } from "../../convert/FileShape.ts";
import { jsonText } from "../../convert/jsonText.ts";
import { sqlLiteral } from "../sqlLiteral.ts";

/**
 * The text of `rescuedText` over the columns of a prepared file; NULL where nothing is left.
 * @param nulls the source's null tokens
 */
export function rescuedSql(unknown: readonly UnknownField[], nulls: readonly string[]): string {
  if (unknown.length === 0) return "CAST(NULL AS VARCHAR)";
  const members = unknown.map(({ header, index }) => {
    const field = nulls.includes("") ? `c${index}` : `coalesce(c${index}, '')`;
    const tokens = nulls.filter((token) => token !== "").map(sqlLiteral);
    const isKept = [`${field} IS NOT NULL`, ...(tokens.length === 0 ? [] : [`${field} NOT IN (${tokens.join(", ")})`])];
    const member = `${sqlLiteral(`${jsonText(header)}:`)} || CAST(to_json(${field}) AS VARCHAR)`;
    return `CASE WHEN ${isKept.join(" AND ")} THEN ${member} END`;
  });
  return `nullif('{' || concat_ws(',', ${members.join(", ")}) || '}', '{}')`;
}
