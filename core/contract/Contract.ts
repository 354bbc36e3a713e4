import type { ColumnSpec } from "./ColumnSpec.ts";
import type { CsvDialect } from "./csv.ts";

/** A column with its names settled. */
export interface ContractColumn extends ColumnSpec {
  /** The key in TypeScript, camelCase. */
  readonly key: string;
  /** The name in Parquet, catalog and SQL, snake_case. */
  readonly name: string;
  /** The name in the file's header. */
  readonly header: string;
}

/** The parts of a date that partitions are made of: integers of the UTC value, unpadded. */
export type DatePart = "year" | "month" | "day";

/** One level of a dataset's partitions: `year=2024`. */
export interface Partition {
  /** The key of the date or timestamp column that it is taken from. */
  readonly column: string;
  readonly part: DatePart;
  /** The partition column's name in the catalog. */
  readonly name: string;
}

/** How many rejected rows a run bears. */
export interface RejectLimit {
  /** The largest share of rejected rows, from 0 to 1, that does not fail the run. */
  readonly maxShare: number;
  /** The share is judged only from this many records on. */
  readonly minRows: number;
}

/** A contract, checked and settled: what every engine, emitter and stack reads. `Row` is the type of its rows. */
export interface Contract<Row = unknown> {
  readonly name: string;
  readonly source: CsvDialect;
  /** In declared order, which is the order of columns in Parquet and catalog. */
  readonly columns: readonly ContractColumn[];
  /** Keys of the columns that identify a row. */
  readonly key: readonly string[];
  readonly partitions: readonly Partition[];
  /** Keys of the columns that rows of a file are sorted by, ascending, nulls last. */
  readonly sortBy: readonly string[];
  readonly rejects: RejectLimit;
  /** SHA-256 of the settled contract, in hex: part of a run's identity. */
  readonly hash: string;
  /** The row type; it has no value. */
  readonly $row: Row;
}
