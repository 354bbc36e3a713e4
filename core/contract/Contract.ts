import type { ValueSpec } from "./ColumnSpec.ts";
import type { CsvDialect } from "./csv.ts";
import type { Drift } from "./Drift.ts";
import type { Span } from "./spanSeconds.ts";

/** A column with its names settled. */
export interface ContractColumn extends ValueSpec {
  /** The key in TypeScript, camelCase. */
  readonly key: string;
  /** The name in Parquet, catalog and SQL, snake_case. */
  readonly name: string;
  /** The name in the file's header; null of the column that keeps what the contract does not know. */
  readonly header: string | null;
  /** Names that it has in older files. */
  readonly formerHeaders: readonly string[];
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

/**
 * How a committed file's partitions come into the catalog: by the pipeline's own call, or by a crawler of the region's
 * lake, with a crawl of the landed files before it.
 */
export type CatalogMode = "register" | "crawl";

/**
 * A dataset's own SQL in each region's warehouse, in Redshift's dialect. Rows are read from the external schema `lake`;
 * what is written goes to the schema `marts`.
 */
export interface WarehouseSql {
  /** Run by the administrator when the stack is deployed, in this order: the tables that `refresh` writes. */
  readonly create: readonly string[];
  /**
   * Run after each commit, in this order. Each must bear being repeated; `:source` and `:run` stand for the object key
   * and the run of the rows committed. After a replay these are those of the run whose rejects it corrects, as in its
   * rows: what is counted of a source or a run counts both.
   */
  readonly refresh: readonly string[];
}

/** A contract, checked and settled: what every engine, emitter and stack reads. `Row` is the type of its rows. */
export interface Contract<Row = unknown> {
  readonly name: string;
  readonly source: CsvDialect;
  /** Those of the file, in declared order, and `_rescued` where added ones are rescued. With `derived` they are the table's: see `tableColumns`. */
  readonly columns: readonly ContractColumn[];
  /** Columns that the transform adds behind those of the file, in declared order; empty without one. */
  readonly derived: readonly ContractColumn[];
  /**
   * Name of the function of `jobs/spark/transforms/` that changes rows between checks and writing: only the spark engine
   * converts the dataset then.
   */
  readonly transform: string | undefined;
  /** Keys of the file's columns that identify a row. */
  readonly key: readonly string[];
  readonly partitions: readonly Partition[];
  /** Keys of the columns, derived ones too, that rows of a file are sorted by, ascending, nulls last. */
  readonly sortBy: readonly string[];
  readonly rejects: RejectLimit;
  readonly drift: Drift;
  readonly catalog: CatalogMode;
  readonly warehouse: WarehouseSql;
  /** A span without a file raises an alarm; undefined where files come when they come. */
  readonly expectEvery: Span | undefined;
  /** SHA-256, in hex, of all of the contract but `catalog`, `warehouse` and `expectEvery`: part of a run's identity. */
  readonly hash: string;
  /** The row type; it has no value. */
  readonly $row: Row;
}
