/** The columns of `duckdbSql` beside the contract's own, whose names never begin with an underscore. */
export const typedColumns = {
  /** The record's number in its file: BIGINT. */
  record: "_record",
  /** STRUCT("column" VARCHAR, reason VARCHAR)[] in contract order; NULL where the record is a row. */
  errors: "_errors",
} as const;
