import type { GlueColumn, GlueTable } from "./glueTable.ts";

/** A catalog table of Parquet files, its location excepted. */
export function parquetTable(
  name: string,
  columns: readonly GlueColumn[],
  partitionKeys: readonly GlueColumn[],
): GlueTable {
  return {
    name,
    columns,
    partitionKeys,
    inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    parameters: { classification: "parquet" },
  };
}
