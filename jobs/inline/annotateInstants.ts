import { parquet } from "./parquet.ts";

const { types, util } = parquet;

const magic = Buffer.from("PAR1");

/**
 * The footer of a Parquet file, with the logical type TIMESTAMP adjusted to UTC beside the older TIMESTAMP_MICROS that
 * parquetjs-lite writes alone: readers such as DuckDB take the older one for a local time.
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#timestamp
 */
export function annotateInstants(footer: Buffer): Buffer {
  const metadata = new types.FileMetaData();
  util.decodeThrift(metadata, footer);
  for (const element of metadata.schema) {
    if (element.converted_type === types.ConvertedType.TIMESTAMP_MICROS) element.logicalType = instant();
  }
  const body = util.serializeThrift(metadata);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([body, length, magic]);
}

function instant() {
  const unit = new types.TimeUnit({ MICROS: new types.MicroSeconds() });
  return new types.LogicalType({ TIMESTAMP: new types.TimestampType({ isAdjustedToUTC: true, unit }) });
}
