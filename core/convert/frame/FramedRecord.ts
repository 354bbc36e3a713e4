import type { Reason } from "../reasons.ts";

/** A reason that is of the whole record: its fields are not to be read. */
export type RecordReason = Extract<
  Reason,
  "malformed_quote" | "unclosed_quote" | "short_row" | "long_row" | "invalid_utf8"
>;

/** A record as the framer found it. The framer reuses one object: what it says holds only during the callback. */
export interface FramedRecord {
  /** 0 for the header, then from 1. */
  readonly number: number;
  /** Offset in the file of the record's first byte (a byte order mark is counted, though never part of a record). */
  readonly start: number;
  /** Offset in the file behind the record's last byte; its line end is excluded. */
  readonly end: number;
  /** How many fields there are. */
  readonly width: number;
  /** What is wrong with the record as a whole: its quotes, its width beside the header's, or its encoding. */
  readonly error: RecordReason | null;
  /**
   * The text has not one meaning for every RFC 4180 parser: a literal quote or a lone CR in an unquoted field, or CRLF
   * in a quoted one. A parser other than `fields` is to be given `encodeRecord(fields(record), dialect)`.
   */
  readonly rewrite: boolean;
  /** Whether any field is quoted: only such a record can hold a line end. */
  readonly quoted: boolean;
  /** The record's bytes without its line end: a view that is made at each call and valid during the callback. */
  readonly raw: Uint8Array;
}
