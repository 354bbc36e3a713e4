import { BooleanColumn, type BooleanTokens } from "./columns/BooleanColumn.ts";
import { DateColumn } from "./columns/DateColumn.ts";
import { DecimalColumn } from "./columns/DecimalColumn.ts";
import { FloatingColumn } from "./columns/FloatingColumn.ts";
import { IntegerColumn } from "./columns/IntegerColumn.ts";
import { TimestampColumn, type TimestampOptions } from "./columns/TimestampColumn.ts";
import { VarcharColumn } from "./columns/VarcharColumn.ts";

/** The column types: those that Redshift Spectrum reads from Parquet, and no others. */
export const t = {
  smallint: () => IntegerColumn.of<number>("smallint"),
  int: () => IntegerColumn.of<number>("int"),
  bigint: () => IntegerColumn.of<bigint>("bigint"),
  decimal: (precision: number, scale: number) => DecimalColumn.of(precision, scale),
  real: () => FloatingColumn.of("real"),
  double: () => FloatingColumn.of("double"),
  boolean: (tokens?: BooleanTokens) => BooleanColumn.of(tokens),
  varchar: (bytes: number) => VarcharColumn.of(bytes),
  date: (options: { format?: string } = {}) => DateColumn.of(options.format),
  timestamp: (options?: TimestampOptions) => TimestampColumn.of(options),
};
