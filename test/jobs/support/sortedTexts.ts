/** Rows or rejects as a multiset: each as a text that tells -0 from 0 and a bigint from a number, in a canonical order. */
export function sortedTexts(values: readonly unknown[]): string[] {
  const spelt = (_: string, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value !== "number") return value;
    return Object.is(value, -0) ? "-0" : String(value);
  };
  return values.map((value) => JSON.stringify(value, spelt)).sort();
}
