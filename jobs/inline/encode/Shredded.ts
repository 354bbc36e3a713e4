import type { Value } from "../../../core/contract/ColumnSpec.ts";

/** A value as the writer's plain encoding takes it: exactly what the Parquet type holds. */
export type Stored = number | bigint | string | boolean;

/**
 * The values of a leaf column in some rows, taken apart: what is there, and for each place how deep it is defined and
 * from which level on it repeats.
 * @see Melnik et al.: Dremel, interactive analysis of web-scale datasets, VLDB 2010
 */
export interface Shredded {
  /** Those that are no nulls, in order. */
  readonly values: readonly Value[];
  /** Of what is stored for a value; equal values are asked for once, or more often. */
  readonly stored: (value: Value) => Stored;
  /** The definition level of each place. */
  readonly definition: Uint8Array;
  /** The repetition level of each place; null where nothing repeats. */
  readonly repetition: Uint8Array | null;
}
