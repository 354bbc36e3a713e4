/** Matches the end of a decimal text whose fractional digits beyond `scale` are not all zeros: found, not anchored. */
export function excessDigits(separator: "." | ",", scale: number): string {
  return `[${separator}]${"[0-9]".repeat(scale)}0*[1-9]`;
}
