import type { ColumnType } from "../ColumnSpec.ts";
import type { CsvDialect } from "../csv.ts";

/** A column as it is drafted. */
export interface ColumnDraft {
  readonly key: string;
  readonly header: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** The pattern that its values match; undefined where any text does. */
  readonly pattern: string | undefined;
  /** What a person has to decide, each a sentence without its full stop. */
  readonly review: readonly string[];
  /** What else the column could be or have, each such a sentence. */
  readonly hints: readonly string[];
}

/** A contract as it is drafted from files. */
export interface ContractDraft {
  readonly name: string;
  readonly source: CsvDialect;
  readonly columns: readonly ColumnDraft[];
}
