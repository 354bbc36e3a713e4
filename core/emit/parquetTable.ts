/** A column as the Glue catalog has it, its type in Hive's words. */
export interface GlueColumn {
  readonly name: string;
  readonly type: string;
}

/** A Glue catalog table, its location excepted. */
export interface GlueTable {
  readonly name: string;
  readonly columns: readonly GlueColumn[];
  readonly partitionKeys: readonly GlueColumn[];
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serializationLibrary: string;
  readonly parameters: Readonly<Record<string, string>>;
}

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
