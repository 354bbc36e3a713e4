import type { Column } from "../../../../../core/contract/columns/Column.ts";
import type { CsvOptions } from "../../../../../core/contract/csv.ts";
import { t } from "../../../../../core/contract/t.ts";
import { columnPools, type PoolName } from "../../../../jobs/support/columnPools.ts";
import { setting, tokensOf } from "./tokens.ts";

/** Columns of one kind of type, how their file is written, and texts that readers are known to disagree on. */
export interface ValueCase {
  readonly pool: PoolName;
  readonly columns: readonly Column[];
  readonly options: CsvOptions;
  readonly texts: readonly string[];
}

const pools = Object.keys(columnPools) as PoolName[];
const comma: CsvOptions = { decimal: ",", nulls: ["", "NA"] };
const dialects: Record<PoolName, readonly CsvOptions[]> = {
  integer: [{}, { nulls: [] }, { nulls: ["0", "'", " "] }],
  decimal: [{}, comma],
  floating: [{}, comma],
  boolean: [{}],
  date: [{}],
  timestamp: [{}],
  varchar: [{}, { nulls: [] }, { nulls: ["a", "", " ", "it's", "\\", setting("x")] }],
};

/** With a place for each digit of the month, but not of the day, and the other way round. */
const dates = ["D/MM/YYYY", "DD/M/YYYY"].map((format) => t.date({ format }));

/** Each pool in each of its dialects. */
export const valueCases: readonly ValueCase[] = pools.flatMap((pool) =>
  dialects[pool].map((options) => ({ pool, columns: columnsOf(pool), options, texts: tokensOf[pool] })),
);

/** Every column of a pool, and some that can be null once more as one that can. */
function columnsOf(pool: PoolName): Column[] {
  const columns: readonly Column[] = [...columnPools[pool], ...(pool === "date" ? dates : [])];
  const nullable = columns.slice(0, 3).filter(({ spec }) => spec.default === undefined);
  return [...columns, ...nullable.map((column) => column.nullable())];
}
