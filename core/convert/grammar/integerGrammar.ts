import type { Grammar } from "./Grammar.ts";

/** An integer: ASCII digits, with an optional sign. */
export const integerGrammar: Grammar = { source: "[+-]?[0-9]+", reason: "invalid_integer" };
