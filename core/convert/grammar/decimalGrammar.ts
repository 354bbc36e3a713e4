import type { Grammar } from "./Grammar.ts";

/** The groups of `decimalGrammar`; a fraction is in one of two, of which the other is empty or undefined. */
export const decimalGroups = { sign: 1, integer: 2, fraction: 3, bareFraction: 4 } as const;

/** A decimal: digits with an optional sign and separator, a digit on at least one side of it. */
export function decimalGrammar(separator: "." | ","): Grammar {
  return {
    source: `([+-]?)(?:([0-9]+)(?:[${separator}]([0-9]*))?|[${separator}]([0-9]+))`,
    reason: "invalid_decimal",
  };
}
