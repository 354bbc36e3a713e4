/** The tokens, true and then false, that boolean columns are often written with; in lower case. */
export const booleanTokens = [
  ["true", "false"],
  ["yes", "no"],
  ["t", "f"],
  ["y", "n"],
] as const;
