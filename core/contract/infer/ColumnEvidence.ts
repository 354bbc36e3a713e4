/** What the texts of one column are, counted. A text is a field with blanks around it trimmed. */
export interface ColumnEvidence {
  /** The name in the files' header. */
  readonly header: string;
  /** Fields looked at. */
  readonly fields: number;
  /** Fields with nothing but blanks in them. */
  readonly empty: number;
  /** How many texts are a token that often stands for null, by token; those that occur. */
  readonly tokens: Readonly<Record<string, number>>;
  /** Texts that are neither empty nor such a token. */
  readonly values: number;
  /** How many of those match each of `patterns`. */
  readonly matches: Readonly<Record<string, number>>;
  /** Different ones among them. */
  readonly distinct: number;
  /** The most frequent of them, at most three. */
  readonly frequent: readonly string[];
  /** Of those that are integers; null where none is. */
  readonly integers: { readonly min: bigint; readonly max: bigint } | null;
  /** Most digits before and behind the separator of those that are decimals. */
  readonly digits: { readonly integer: number; readonly fraction: number };
  /** UTF-8 of the fields as they are, in bytes, the empty ones excluded. */
  readonly bytes: { readonly least: number; readonly most: number };
  /** Fields with blanks around their text. */
  readonly padded: number;
  /** Names of the files that lack the column. */
  readonly missing: readonly string[];
}
