/** What a column holds, with the options that only that type has. The set is what Redshift Spectrum reads from Parquet. */
export type ColumnType =
  | { readonly kind: "smallint" | "int" | "bigint" }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number; readonly round: "none" | "halfUp" }
  | { readonly kind: "real" | "double"; readonly allowNaN: boolean }
  | { readonly kind: "boolean"; readonly trueTokens: readonly string[]; readonly falseTokens: readonly string[] }
  | { readonly kind: "varchar"; readonly bytes: number; readonly trim: boolean; readonly keepEmpty: boolean }
  | { readonly kind: "date"; readonly format: string }
  | { readonly kind: "timestamp"; readonly zone: string; readonly disambiguation: Disambiguation };

/** What is done with a local time that its zone skips or repeats, in the words of Temporal. */
export type Disambiguation = "reject" | "earlier" | "later" | "compatible";

/**
 * A value of a row. Integers up to 32 bits, real and double are numbers; bigint is a bigint; a decimal is a string of
 * exactly `scale` fractional digits; a date is `YYYY-MM-DD`; a timestamp is `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
 */
export type Value = number | bigint | string | boolean;

/** A cleaning rule beyond the type. Bounds are inclusive and of the column's own value type. */
export type Rule =
  | { readonly rule: "between"; readonly min: Value; readonly max: Value }
  | { readonly rule: "oneOf"; readonly values: readonly string[] };

/** How a column's texts become values. */
export interface ValueSpec {
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Fills a null or a missing column. */
  readonly default: Value | undefined;
  readonly rules: readonly Rule[];
}

/** A column as its builder left it: plain data, with no behaviour. */
export interface ColumnSpec extends ValueSpec {
  /** Name in the CSV header; undefined where it equals the column's key. */
  readonly header: string | undefined;
  /** Names that it has in older files, beside its present one. */
  readonly formerHeaders: readonly string[];
}
