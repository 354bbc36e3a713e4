import type { Converted } from "../Converted.ts";

/** Reads texts of the floating grammar: the nearest binary64, and of that, for real, the nearest binary32. */
export function floatingReader(kind: "real" | "double", separator: "." | ","): (text: string) => Converted {
  return (text) => {
    const value = /[a-df-z]/i.test(text) ? notFinite(text) : Number(text.replace(separator, "."));
    const stored = kind === "real" ? Math.fround(value) : value;
    const overflows = Math.abs(stored) === Number.POSITIVE_INFINITY && !/i/i.test(text);
    return overflows ? { reason: "out_of_range" } : { value: stored };
  };
}

/** Numbers know no letter but e, so any other is of a token. */
function notFinite(text: string): number {
  if (/nan/i.test(text)) return Number.NaN;
  return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
