import type { ResultColumn } from "./ResultColumn.ts";

/** A value as its exact text, as Redshift writes it; null where there is none. */
export type Cell = string | null;

/** One value a column. */
export type ResultRow = readonly Cell[];

/** The rows that a statement gave: fetched page by page while they are read, and once only. */
export interface Result {
  readonly columns: readonly ResultColumn[];
  readonly totalRows: number;
  readonly pages: AsyncIterable<readonly ResultRow[]>;
}
