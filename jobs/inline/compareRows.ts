import type { Value } from "../../core/contract/ColumnSpec.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import { compareTexts } from "./compareTexts.ts";

/** Compares rows as the contract's `sortBy` says: ascending, nulls last, texts by their bytes of UTF-8. */
export function compareRows({ sortBy }: Contract): (one: Row, other: Row) => number {
  return (one, other) => {
    for (const key of sortBy) {
      const order = compareValues(one[key] ?? null, other[key] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Dates and timestamps are texts of one length, whose order is theirs. */
function compareValues(one: Value | null, other: Value | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  if (typeof one === "string") return compareTexts(one, String(other));
  return one < other ? -1 : Number(one > other);
}
