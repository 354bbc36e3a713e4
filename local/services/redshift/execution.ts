import type { ColumnMetadata, Field } from "./results.ts";

/** Values of a statement's parameters: always texts. */
export type ParameterValues = Readonly<Record<string, string>>;

/** Takes a result as it comes. */
export interface ResultSink {
  columns(columns: readonly ColumnMetadata[]): void;
  rows(rows: readonly (readonly Field[])[]): Promise<void>;
}
