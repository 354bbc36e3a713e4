import type { ColumnType } from "../../contract/ColumnSpec.ts";

/**
 * The Spark SQL type of a column. TIMESTAMP is an instant, which Spark writes to Parquet as INT64 microseconds adjusted
 * to UTC where `sparkSettings` hold.
 * @see https://spark.apache.org/docs/3.5.6/sql-ref-datatypes.html
 */
export function sparkType(type: ColumnType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "real":
      return "float";
    case "varchar":
      return "string";
    default:
      return type.kind;
  }
}
