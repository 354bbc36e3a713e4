import type { ColumnType } from "../ColumnSpec.ts";

/** The type that a column's values call for. */
export interface Drafted {
  readonly type: ColumnType;
  /** The pattern that its values match; undefined where any text does. */
  readonly pattern?: string;
  /** What a person has to decide, each a sentence without its full stop. */
  readonly review: readonly string[];
  /** What else the column could be or have, each such a sentence. */
  readonly hints: readonly string[];
}

/** What is the same for all columns of a file. */
export interface Conventions {
  readonly decimal: "." | ",";
  /** Whether dates that can be read both ways have the day before the month; undefined where no column tells. */
  readonly dayFirst: boolean | undefined;
}
