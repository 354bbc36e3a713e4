import type { CsvDialect } from "../../../core/contract/csv.ts";

/** How files are written, as far as it is found out before their values are looked at. */
export type FoundDialect = Pick<
  CsvDialect,
  "delimiter" | "quote" | "escape" | "comment" | "header" | "compression" | "encoding" | "skip"
>;

/** A file that a contract is drafted from. */
export interface InferFile {
  /** Its name, without folders. */
  readonly name: string;
  readonly headers: readonly string[];
  /** Path of the records that are looked at, with their header: UTF-8, not compressed, nothing before the header. */
  readonly sample: string;
  /** Whether those are all that the file has. */
  readonly isWhole: boolean;
}
