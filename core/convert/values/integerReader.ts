import type { Converted } from "../Converted.ts";
import { integerRanges } from "../grammar/integerRanges.ts";

/** Reads texts of the integer grammar; a bigint column's values are bigints. */
export function integerReader(kind: keyof typeof integerRanges): (text: string) => Converted {
  const { min, max } = integerRanges[kind];
  const mostDigits = String(max).length;
  return (text) => {
    const digits = text.replace(/^[+-]?0*(?=[0-9])/, "");
    if (digits.length > mostDigits) return { reason: "out_of_range" };
    const value = text.startsWith("-") ? -BigInt(digits) : BigInt(digits);
    if (value < min || value > max) return { reason: "out_of_range" };
    return { value: kind === "bigint" ? value : Number(value) };
  };
}
