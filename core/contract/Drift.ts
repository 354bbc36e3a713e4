/** What is done with a file whose header is not the contract's. Files without a header do not drift. */
export interface Drift {
  /**
   * With columns that the contract does not know: `freeze` refuses the file; `rescue` keeps their values in the column
   * `_rescued`, a JSON object by header; `evolve` adds each to the table, as a nullable varchar(65535).
   */
  readonly added: AddedColumns;
  /** With columns that have no default and that the file lacks: `fail` refuses it; `null` takes nullable ones as null. */
  readonly missing: "fail" | "null";
}

export type AddedColumns = "freeze" | "rescue" | "evolve";
