import type { Grammar } from "./Grammar.ts";

const notFinite = "[+-]?(?:[nN][aA][nN]|[iI][nN][fF](?:[iI][nN][iI][tT][yY])?)";

/** A real or double: a decimal with an optional exponent; NaN and the infinities where they are allowed. */
export function floatingGrammar(separator: "." | ",", allowNaN: boolean): Grammar {
  const finite = `[+-]?(?:[0-9]+(?:[${separator}][0-9]*)?|[${separator}][0-9]+)(?:[eE][+-]?[0-9]+)?`;
  return { source: allowNaN ? `${finite}|${notFinite}` : finite, reason: "invalid_number" };
}
