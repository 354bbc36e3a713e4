import type { AddedColumn } from "../contract/AddedColumn.ts";
import type { Contract } from "../contract/Contract.ts";

/** A field of a file that the contract has no column for. */
export interface UnknownField {
  readonly header: string;
  /** From 0. */
  readonly index: number;
}

/**
 * Where a column's text is: the index of its field; null where the file lacks it; for the column of rescued texts the
 * fields that it is made of.
 */
export type Place = number | null | readonly UnknownField[];

/** For each column of a contract, in its order, where its text is. */
export type Layout = readonly Place[];

/** What a file's header says. */
export interface FileShape<R = unknown> {
  /** The contract, with the columns that the file adds to it. */
  readonly contract: Contract<R>;
  /** Of that contract's columns. */
  readonly layout: Layout;
  readonly added: readonly AddedColumn[];
}
