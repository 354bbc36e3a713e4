import type { ColumnType, Value } from "../../core/contract/ColumnSpec.ts";
import { unfit } from "./unfit.ts";

/** What parquetjs-lite takes as a value: it writes exactly what the Parquet type holds of it. */
export type Stored = number | bigint | string | boolean | Date;

/** How a column's values are stored. */
export interface StoredType {
  /** The writer's name of the Parquet type, which is the type that DuckDB writes. */
  readonly type: string;
  readonly stored: (value: Value) => Stored;
}

/**
 * The Parquet type of a column, and the writer's form of its values. The writer asks for a Date where a number may not
 * be negative, and for one object for equal dates, as it counts distinct values; the sign of zero it keeps in a text only.
 *
 * @param where dataset and column, for the error
 * @throws SluiceError `inline.unfit` for a type, and from `stored` for a value, that the writer would change
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
      return { type: "FLOAT", stored: (value) => storedNumber(Number(value), where) };
    case "double":
      return { type: "DOUBLE", stored: (value) => storedNumber(Number(value), where) };
    case "date":
      return { type: "DATE", stored: storedDate() };
    case "timestamp":
      return { type: "TIMESTAMP_MICROS", stored: storedInstant(where) };
    case "bigint":
    case "decimal":
      throw unfit(`A column of type ${type.kind}`, where);
  }
}

function unchanged(value: Value): Stored {
  return value;
}

function storedNumber(value: number, where: string): Stored {
  if (Number.isNaN(value)) throw unfit("NaN", where);
  return Object.is(value, -0) ? "-0" : value;
}

function storedDate(): (value: Value) => Stored {
  const dates = onlyDates();
  return (value) => dates(Date.parse(String(value)));
}

/** Microseconds from 1970 on; before, milliseconds as a Date. Each Date is before each number of microseconds. */
function storedInstant(where: string): (value: Value) => Stored {
  const dates = onlyDates();
  return (value) => {
    const text = String(value);
    const milliseconds = Date.parse(`${text.slice(0, 23)}Z`);
    const micros = Number(text.slice(23, 26));
    if (milliseconds >= 0) return BigInt(milliseconds) * 1000n + BigInt(micros);
    if (micros === 0) return dates(milliseconds);
    throw unfit(`The time ${text}, before 1970 and finer than a millisecond,`, where);
  };
}

/** Dates by their milliseconds, one object for each. */
function onlyDates(): (milliseconds: number) => Date {
  const known = new Map<number, Date>();
  return (milliseconds) => {
    const date = known.get(milliseconds) ?? new Date(milliseconds);
    known.set(milliseconds, date);
    return date;
  };
}
