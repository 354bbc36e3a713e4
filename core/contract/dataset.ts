import { sha256 } from "../sha256.ts";
import type { Value } from "./ColumnSpec.ts";
import type {
  CatalogMode,
  Contract,
  ContractColumn,
  DatePart,
  Partition,
  RejectLimit,
  WarehouseSql,
} from "./Contract.ts";
import { checkContract } from "./checkContract.ts";
import type { Column, Nullable } from "./columns/Column.ts";
import type { DateColumn } from "./columns/DateColumn.ts";
import type { TimestampColumn } from "./columns/TimestampColumn.ts";
import type { CsvDialect } from "./csv.ts";
import type { AddedColumns, Drift } from "./Drift.ts";
import { rescuedColumn } from "./rescuedColumn.ts";
import { snakeCase } from "./snakeCase.ts";
import type { Span } from "./spanSeconds.ts";

type Columns = Record<string, Column>;
type NoColumns = Record<never, never>;
type ValueOf<C> = C extends { readonly $value: infer V extends Value } ? V : never;

/** The type of a dataset's rows, inferred from its columns. */
type RowOf<C extends Columns> = {
  -readonly [K in keyof C]: C[K] extends Nullable ? ValueOf<C[K]> | null : ValueOf<C[K]>;
};

/** What a column offers to `partitionBy`: date parts, where it is a date or timestamp that is never null. */
type PartitionSource<C> = C extends Nullable
  ? Record<never, never>
  : C extends DateColumn | TimestampColumn
    ? { readonly [P in DatePart]: () => Partition }
    : Record<never, never>;

/** What a row has beside its columns. */
type Rescued<A extends AddedColumns> = "rescue" extends A ? { _rescued: string | null } : unknown;

/** A contract as its author writes it. */
export interface DatasetOptions<C extends Columns, D extends Columns = NoColumns, A extends AddedColumns = "freeze"> {
  source: CsvDialect;
  /** Keys in camelCase; they become snake_case in Parquet, catalog and SQL. */
  columns: C;
  /**
   * A function of `jobs/spark/transforms/<name>.py`, which changes rows between checks and writing. It keeps rows one to
   * one, and the type of each column, and adds the `derived` ones. Only the spark engine converts the dataset then.
   * @default none
   */
  transform?: string;
  /** The columns that `transform` adds: types and `.nullable()`, as no text is read into them. @default none */
  derived?: D;
  /** Columns of the file that identify a row; duplicates are reported, never rejected. @default none */
  key?: readonly (keyof C & string)[];
  /** Date parts, outermost first. @default unpartitioned */
  partitionBy?: (columns: { readonly [K in keyof C]: PartitionSource<C[K]> }) => readonly Partition[];
  /** Sorts rows within each file, which lets Spectrum skip row groups. @default the file's order */
  sortBy?: readonly ((keyof C | NoInfer<keyof D>) & string)[];
  /** @default { maxShare: 0.01, minRows: 1000 } */
  rejects?: RejectLimit;
  /**
   * What is done with a file whose header has columns that the contract does not know, or lacks some of its own; their
   * order is free. @default { added: "freeze", missing: "fail" }
   */
  drift?: { added?: A; missing?: Drift["missing"] };
  /** How partitions come into the catalog. @default "register" */
  catalog?: CatalogMode;
  /** The dataset's own SQL in each region's warehouse. @default none */
  warehouse?: Partial<WarehouseSql>;
  /**
   * Raises an alarm where no file lands for so long, up to a week: `"1 day"`, `"6 hours"`, `"30 minutes"`. What is no
   * whole number of hours is at most a day. @default no alarm
   */
  expectEvery?: Span;
}

/**
 * Declares a dataset: the one contract from which row types, tables, SQL and pages are derived.
 *
 * @param name lower-case snake_case, at most 40 characters; files land under `<name>/` in the landing bucket
 * @throws SluiceError with a `contract.*` code at definition, for anything that types cannot refuse.
 * @example
 * export const readings = dataset("readings", {
 *   source: csv({ delimiter: ";", decimal: "," }),
 *   columns: { sensorId: t.varchar(32), takenAt: t.timestamp() },
 *   partitionBy: (c) => [c.takenAt.year(), c.takenAt.month()],
 * });
 */
export function dataset<
  const C extends Columns,
  const D extends Columns = NoColumns,
  const A extends AddedColumns = "freeze",
>(name: string, options: DatasetOptions<C, D, A>): Contract<RowOf<C & D> & Rescued<A>> {
  const declared = settleColumns(options.columns);
  const drift: Drift = { added: "freeze", missing: "fail", ...options.drift };
  const columns = drift.added === "rescue" ? [...declared, rescuedColumn] : declared;
  const contract = {
    name,
    source: options.source,
    columns,
    derived: settleColumns(options.derived ?? {}),
    transform: options.transform,
    key: [...(options.key ?? [])],
    partitions: [...(options.partitionBy?.(partitionSources(declared)) ?? [])],
    sortBy: [...(options.sortBy ?? [])],
    rejects: options.rejects ?? { maxShare: 0.01, minRows: 1000 },
    drift,
  };
  const { catalog = "register", warehouse, expectEvery } = options;
  const settled = { ...contract, catalog, warehouse: { create: [], refresh: [], ...warehouse }, expectEvery };
  checkContract(settled);
  return { ...settled, hash: hashOf(contract) } as unknown as Contract<RowOf<C & D> & Rescued<A>>;
}

function settleColumns(columns: Columns): ContractColumn[] {
  return Object.entries(columns).map(([key, { spec }]) => ({
    ...spec,
    key,
    name: snakeCase(key),
    header: spec.header ?? key,
  }));
}

function partitionSources<C extends Columns>(columns: readonly ContractColumn[]) {
  const part = (column: ContractColumn, name: DatePart) => (): Partition => ({ column: column.key, part: name, name });
  const sources = columns.map((column) => [
    column.key,
    { year: part(column, "year"), month: part(column, "month"), day: part(column, "day") },
  ]);
  return Object.fromEntries(sources) as { readonly [K in keyof C]: PartitionSource<C[K]> };
}

function hashOf(contract: unknown): string {
  const text = JSON.stringify(contract, (_, value) => (isBeyondJson(value) ? `${typeof value} ${value}` : value));
  return sha256(text);
}

/** JSON has no bigint, and writes NaN and both infinities as null. */
function isBeyondJson(value: unknown): value is bigint | number {
  return typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value));
}
