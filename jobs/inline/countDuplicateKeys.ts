import type { Contract } from "../../core/contract/Contract.ts";
import type { Row } from "../../core/convert/recordConverter.ts";

/** How many rows have a key that another row has too; 0 and -0 are one value. */
export function countDuplicateKeys({ key }: Contract, rows: readonly Row[]): number {
  if (key.length === 0) return 0;
  const sizes = new Map<string, number>();
  for (const row of rows) {
    const id = JSON.stringify(key.map((column) => String(row[column])));
    sizes.set(id, (sizes.get(id) ?? 0) + 1);
  }
  return sizes.values().reduce((sum, size) => (size > 1 ? sum + size : sum), 0);
}
