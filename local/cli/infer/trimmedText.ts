import { blanks } from "../../../core/convert/grammar/blanks.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";

/** A column's text as SQL, without the blanks around it. */
export function trimmedText(column: string): string {
  return `trim(${column}, ${sqlLiteral(blanks)})`;
}
