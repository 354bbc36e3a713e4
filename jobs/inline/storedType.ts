import type { ColumnType, Value } from "../../core/contract/ColumnSpec.ts";
import type { Stored } from "./encode/Shredded.ts";
import { unfit } from "./unfit.ts";

/** How a column's values are stored. */
export interface StoredType {
  /** The writer's name of the Parquet type, which is the type that DuckDB writes. */
  readonly type: string;
  readonly stored: (value: Value) => Stored;
}

const dayMilliseconds = 86_400_000;

/**
 * The Parquet type of a column, and the writer's form of its values: days and microseconds since 1970 for dates and
 * instants.
 *
 * @param where dataset and column, for the error
 * @throws SluiceError `inline.unfit` for a type, and from `stored` for a value, that is left to the duckdb engine
 */
export function storedType(type: ColumnType, where: string): StoredType {
  switch (type.kind) {
    case "smallint":
      return { type: "INT_16", stored: unchanged };
    case "int":
      return { type: "INT_32", stored: unchanged };
    case "boolean":
      return { type: "BOOLEAN", stored: unchanged };
    case "varchar":
      return { type: "UTF8", stored: unchanged };
    case "real":
      return { type: "FLOAT", stored: (value) => number(value, where) };
    case "double":
      return { type: "DOUBLE", stored: (value) => number(value, where) };
    case "date":
      return { type: "DATE", stored: (value) => Date.parse(String(value)) / dayMilliseconds };
    case "timestamp":
      return { type: "TIMESTAMP_MICROS", stored: (value) => microseconds(String(value), where) };
    case "bigint":
    case "decimal":
      throw unfit(`A column of type ${type.kind}`, where);
  }
}

/** The form of values that are stored as they are. */
export function unchanged(value: Value): Stored {
  return value;
}

function number(value: Value, where: string): number {
  if (Number.isNaN(value)) throw unfit("NaN", where);
  return Number(value);
}

function microseconds(text: string, where: string): bigint {
  const milliseconds = Date.parse(`${text.slice(0, 23)}Z`);
  const finer = Number(text.slice(23, 26));
  if (milliseconds < 0 && finer !== 0)
    throw unfit(`The time ${text}, before 1970 and finer than a millisecond,`, where);
  return BigInt(milliseconds) * 1000n + BigInt(finer);
}
