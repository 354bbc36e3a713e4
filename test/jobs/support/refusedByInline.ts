import type { Contract } from "../../../core/contract/Contract.ts";
import type { Row } from "../../../core/convert/recordConverter.ts";

/** Whether the rows hold what the inline engine leaves to another: NaN, or a time before 1970 finer than a millisecond. */
export function refusedByInline({ columns }: Contract, rows: readonly Row[]): boolean {
  return rows.some((row) =>
    columns.some(({ key, type }) => {
      const value = row[key];
      if (type.kind !== "timestamp" || value === null) return Number.isNaN(value);
      return String(value) < "1970" && !String(value).endsWith("000Z");
    }),
  );
}
