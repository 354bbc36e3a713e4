import { type DateGrammar, dateGrammar } from "../../convert/grammar/dateGrammar.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { TypedSql } from "../sql/TypedSql.ts";
import { matches } from "./matches.ts";
import { sparkLiteral } from "./sparkLiteral.ts";

/** Reads a date; Spark's cast is NULL where the calendar has no such day. */
export function dateSql({ format }: TypeOf<"date">, { text, id }: TextSql): TypedSql {
  const value = `d${id}`;
  const grammar = dateGrammar(format);
  const { reason } = grammar;
  if (format === "YYYY-MM-DD") {
    const steps = [{ [value]: `CAST(${text} AS date)` }];
    return { steps, value, misses: { reason, when: `${value} IS NULL OR NOT (${isIso(text)})` }, checks: [] };
  }
  const iso = /[^M]M[^M]|[^D]D[^D]/.test(` ${format} `) ? byGroups(text, grammar) : byPlaces(text, format);
  return {
    steps: [{ [value]: `CASE WHEN ${matches(text, grammar)} THEN CAST(${iso} AS date) END` }],
    value,
    misses: { reason, when: `${value} IS NULL` },
    checks: [],
  };
}

/**
 * Whether a text that Spark casts to a date is written as `YYYY-MM-DD`, without a regular expression. Spark lets pass a
 * sign, five digits and more of a year, one of a month or a day, and what follows the day behind a T or a space: of ten
 * bytes with the dashes in place and a digit at the end, none of them.
 */
function isIso(text: string): string {
  return [
    `octet_length(${text}) = 10`,
    `instr(${text}, '-') = 5`,
    `locate('-', ${text}, 6) = 8`,
    `substring(${text}, 10) BETWEEN '0' AND '9'`,
    `${text} >= '0001'`,
  ].join(" AND ");
}

/** The parts of a date whose format has a place for each digit. */
function byPlaces(text: string, format: string): string {
  const part = (letters: string) => `substring(${text}, ${format.indexOf(letters) + 1}, ${letters.length})`;
  return `concat(${part("YYYY")}, '-', ${part("MM")}, '-', ${part("DD")})`;
}

function byGroups(text: string, { source, groups: { year, month, day } }: DateGrammar): string {
  const parts = sparkLiteral(`$${year}-$${month}-$${day}`);
  return `regexp_replace(${text}, ${sparkLiteral(`\\A(?:${source})\\z`)}, ${parts})`;
}
