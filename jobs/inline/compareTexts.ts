/**
 * Orders texts by their bytes of UTF-8, as DuckDB does, which is the order of code points: JavaScript compares UTF-16
 * code units, and so has U+10000 before U+E000.
 * @see https://www.rfc-editor.org/rfc/rfc3629#section-1
 */
export function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  const shorter = Math.min(one.length, other.length);
  for (let index = 0; index < shorter; index += 1) {
    const difference = rank(one.charCodeAt(index)) - rank(other.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** Code units in the order of the code points that they belong to: surrogates behind all others. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
