import type { ColumnType } from "../../contract/ColumnSpec.ts";

/**
 * The DuckDB type of a column, written as DuckDB describes it. TIMESTAMP WITH TIME ZONE is what DuckDB writes to Parquet
 * as INT64 microseconds adjusted to UTC.
 * @see https://duckdb.org/docs/stable/sql/data_types/overview
 */
export function duckdbType(type: ColumnType): string {
  switch (type.kind) {
    case "smallint":
      return "SMALLINT";
    case "int":
      return "INTEGER";
    case "bigint":
      return "BIGINT";
    case "decimal":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "real":
      return "FLOAT";
    case "double":
      return "DOUBLE";
    case "boolean":
      return "BOOLEAN";
    case "varchar":
      return "VARCHAR";
    case "date":
      return "DATE";
    case "timestamp":
      return "TIMESTAMP WITH TIME ZONE";
  }
}
