import type { Field } from "@aws-sdk/client-redshift-data";
import type { Cell } from "./Result.ts";
import type { ResultColumn } from "./ResultColumn.ts";

/**
 * A value of the Data API as text that loses nothing of it.
 * @see https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_Field.html
 */
export function cellOf(field: Field, column: ResultColumn): Cell {
  if (field.stringValue !== undefined) return field.stringValue;
  if (field.longValue !== undefined) return String(field.longValue);
  if (field.doubleValue !== undefined) return floatingText(field.doubleValue, column);
  if (field.booleanValue !== undefined) return String(field.booleanValue);
  if (field.blobValue !== undefined) return Buffer.from(field.blobValue).toString("hex");
  return null;
}

/** The shortest text that reads back as the value, in the column's own precision. */
function floatingText(value: number, column: ResultColumn): string {
  if (Object.is(value, -0)) return "-0";
  return String(column.type === "float4" ? shortestReal(value) : value);
}

/** The number of fewest digits that is the same 32-bit float: 0.1 for 0.10000000149011612. */
function shortestReal(value: number): number {
  const real = Math.fround(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const shorter = Number(real.toPrecision(digits));
    if (Math.fround(shorter) === real) return shorter;
  }
  return Number.isFinite(real) ? Number(real.toPrecision(9)) : real;
}
