import { Temporal } from "temporal-polyfill";
import type { ColumnType, Value } from "../../../../../core/contract/ColumnSpec.ts";
import type { Converted } from "../../../../../core/convert/Converted.ts";
import type { Outcome } from "./SparkSession.ts";

/** An outcome of the reference as one of Spark's, numbers spelled as JavaScript does. */
export function spelled(type: ColumnType, converted: Converted<Value | null>): Outcome {
  if ("reason" in converted) return [null, converted.reason];
  const { value } = converted;
  if (value === null) return [null, null];
  if (type.kind === "timestamp") return [String(Temporal.Instant.from(String(value)).epochNanoseconds / 1000n), null];
  return [spelledNumber(value), null];
}

/** An outcome of Spark with floating numbers spelled as JavaScript does. */
export function respelled({ kind }: ColumnType, [value, reason]: Outcome): Outcome {
  if (value === null || (kind !== "real" && kind !== "double")) return [value, reason];
  return [spelledNumber(kind === "real" ? Math.fround(Number(value)) : Number(value)), reason];
}

function spelledNumber(value: Value): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
