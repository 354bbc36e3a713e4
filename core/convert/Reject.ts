import type { Reason } from "./reasons.ts";

/** What is wrong with a record: a column (its SQL name; null for the whole record) and the reason. */
export interface RejectError {
  readonly column: string | null;
  readonly reason: Reason;
}

/** A rejected record: one per record, whatever the number of its errors. */
export interface Reject {
  /** The record's number in its file, from 1, the header excluded. */
  readonly record: number;
  /** In contract order; a record that is structurally bad has exactly one, with a null column. */
  readonly errors: readonly RejectError[];
  /** The record's text without its line end; bytes that are not UTF-8 stand as U+FFFD. */
  readonly raw: string;
}
