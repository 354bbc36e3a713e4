import type { Statistics, StatisticsFields } from "parquetjs-lite/gen-nodejs/parquet_types.js";
import type { LeafField } from "parquetjs-lite/lib/schema.js";
import { compareTexts } from "../compareTexts.ts";
import { parquet } from "../parquet.ts";
import { encodePlain } from "./encodePlain.ts";
import type { Stored } from "./Shredded.ts";

/** What is counted beside the values: nulls, and different values where they are known. */
export type Counts = Pick<StatisticsFields, "null_count" | "distinct_count">;

/**
 * The least and the greatest of some values, as readers prune by them: texts by their bytes of UTF-8, and zero as the
 * one of both that is further out.
 * @see https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift (Statistics, ColumnOrder)
 */
export function statisticsOf(field: LeafField, values: readonly Stored[], counts: Counts): Statistics {
  const [first] = values;
  if (first === undefined) return new parquet.types.Statistics(counts);
  let [min, max] = [first, first];
  for (const value of values) {
    if (isBefore(value, min)) min = value;
    else if (isBefore(max, value)) max = value;
  }
  return new parquet.types.Statistics({
    ...counts,
    min_value: encoded(field, min === 0 ? -0 : min),
    max_value: encoded(field, max === 0 ? 0 : max),
  });
}

function isBefore(one: Stored, other: Stored): boolean {
  return typeof one === "string" ? compareTexts(one, String(other)) < 0 : one < other;
}

function encoded({ primitiveType }: LeafField, value: Stored): Buffer {
  return typeof value === "string" ? Buffer.from(value) : encodePlain(primitiveType, [value]);
}
