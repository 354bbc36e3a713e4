import type { GlueColumn } from "../../../../core/emit/parquetTable.ts";
import type { GlueObject } from "../CatalogStore.ts";
import type { FileSchema } from "./FileSchema.ts";
import type { CrawledFile } from "./groupTables.ts";

const formats: Readonly<Record<FileSchema["classification"], readonly [input: string, output: string, serde: string]>> =
  {
    csv: [
      "org.apache.hadoop.mapred.TextInputFormat",
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
    ],
    json: [
      "org.apache.hadoop.mapred.TextInputFormat",
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      "org.openx.data.jsonserde.JsonSerDe",
    ],
    parquet: [
      "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
      "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
      "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    ],
  };

/** The parameters that a crawler writes on a table or partition of such files. */
export function crawledParameters(files: readonly CrawledFile[]): Record<string, string> {
  const schema = files[0]?.schema;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const records = files.reduce((sum, file) => sum + file.schema.records, 0);
  return {
    classification: schema?.classification ?? "UNKNOWN",
    compressionType: schema?.compression ?? "none",
    typeOfData: "file",
    objectCount: String(files.length),
    recordCount: String(records),
    sizeKey: String(bytes),
    averageRecordSize: String(records === 0 ? 0 : Math.round(bytes / records)),
    CrawlerSchemaSerializerVersion: "1.0",
    CrawlerSchemaDeserializerVersion: "1.0",
    ...(schema?.csv && csvParameters(schema.csv)),
  };
}

function csvParameters({ delimiter, header, quoted }: NonNullable<FileSchema["csv"]>): Record<string, string> {
  return {
    delimiter,
    columnsOrdered: "true",
    areColumnsQuoted: String(quoted),
    ...(header ? { "skip.header.line.count": "1" } : {}),
  };
}

/**
 * How such files are stored and read.
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_StorageDescriptor.html
 */
export function storageOf(
  location: string,
  columns: readonly GlueColumn[],
  files: readonly CrawledFile[],
  parameters: Readonly<Record<string, string>>,
): GlueObject {
  const schema = files[0]?.schema;
  const [InputFormat, OutputFormat, SerializationLibrary] = formats[schema?.classification ?? "csv"];
  const names = columns.map(({ name }) => name).join(",");
  const serde = {
    csv: { "field.delim": schema?.csv?.delimiter ?? "," },
    json: { paths: names },
    parquet: { "serialization.format": "1" },
  };
  return {
    Columns: columns.map(({ name, type }) => ({ Name: name, Type: type })),
    Location: location,
    InputFormat,
    OutputFormat,
    Compressed: schema?.compression !== "none",
    NumberOfBuckets: -1,
    SerdeInfo: { SerializationLibrary, Parameters: serde[schema?.classification ?? "csv"] },
    BucketColumns: [],
    SortColumns: [],
    Parameters: { ...parameters },
    StoredAsSubDirectories: false,
  };
}
