/** Bits that hold the whole numbers up to `most`: at least one, as a width of none is not every reader's. */
export function bitWidthOf(most: number): number {
  return Math.max(1, 32 - Math.clz32(most));
}
