import type { Grammar } from "./Grammar.ts";

/** Any of the tokens, in any ASCII case: each token of the column is one of lower-case visible ASCII. */
export function booleanGrammar(tokens: readonly string[]): Grammar {
  return { source: tokens.map(anyCase).join("|"), reason: "invalid_boolean" };
}

function anyCase(token: string): string {
  return Array.from(token, (letter) => {
    if (/[a-z]/.test(letter)) return `[${letter}${letter.toUpperCase()}]`;
    if (/[0-9]/.test(letter)) return letter;
    return `\\x${letter.charCodeAt(0).toString(16).padStart(2, "0")}`;
  }).join("");
}
