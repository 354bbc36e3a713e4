import { calendar } from "./calendar.ts";
import type { Grammar } from "./Grammar.ts";

/** A date's grammar, and which of its groups holds which part: `1` is the first. */
export interface DateGrammar extends Grammar {
  readonly groups: { readonly year: number; readonly month: number; readonly day: number };
}

const parts: Readonly<Record<string, string>> = {
  YYYY: calendar.year,
  MM: calendar.month,
  M: `0?[1-9]|1[0-2]`,
  DD: calendar.day,
  D: `0?[1-9]|[12][0-9]|3[01]`,
};

/** A date as its format writes it: two digits for MM and DD, one or two for M and D. Its day may not exist. */
export function dateGrammar(format: string): DateGrammar {
  const order = format.match(/Y+|M+|D+/g) ?? [];
  const groupOf = (letter: string) => order.findIndex((part) => part.startsWith(letter)) + 1;
  return {
    source: format.replace(/Y+|M+|D+|[^YMD]/g, (piece) => (piece in parts ? `(${parts[piece]})` : `[${piece}]`)),
    reason: "invalid_date",
    groups: { year: groupOf("Y"), month: groupOf("M"), day: groupOf("D") },
  };
}
