/** What the project uses of parquetjs-lite, which has no types of its own. */
declare module "parquetjs-lite/lib/schema.js" {
  /** A column, or a group of columns where it has `fields`. */
  export interface Field {
    readonly type?: string;
    readonly compression?: "SNAPPY";
    readonly optional?: boolean;
    readonly repeated?: boolean;
    readonly statistics?: false;
    readonly fields?: Readonly<Record<string, Field>>;
  }

  class ParquetSchema {
    constructor(fields: Readonly<Record<string, Field>>);
  }

  const schema: { ParquetSchema: typeof ParquetSchema };

  export type { ParquetSchema };
  export default schema;
}

declare module "parquetjs-lite/lib/writer.js" {
  import type { ParquetSchema } from "parquetjs-lite/lib/schema.js";

  interface WriterOptions {
    /** Rows. */
    readonly rowGroupSize: number;
    readonly useDataPageV2: boolean;
    readonly pageIndex: boolean;
  }

  class ParquetEnvelopeWriter {
    /** Rows written. */
    readonly rowCount: number;
    constructor(
      schema: ParquetSchema,
      write: (bytes: Buffer) => void,
      close: () => void,
      offset: number,
      options: WriterOptions,
    );
  }

  class ParquetWriter {
    constructor(schema: ParquetSchema, envelope: ParquetEnvelopeWriter, options: WriterOptions);
    /** Throws a text where it does not take a value. */
    appendRow(row: Readonly<Record<string, unknown>>): Promise<void>;
    close(): Promise<void>;
  }

  const writer: {
    ParquetEnvelopeWriter: typeof ParquetEnvelopeWriter;
    ParquetWriter: typeof ParquetWriter;
  };
  export default writer;
}

declare module "parquetjs-lite/gen-nodejs/parquet_types.js" {
  class FileMetaData {
    readonly schema: { readonly converted_type: number | null; logicalType: LogicalType | null }[];
  }
  class LogicalType {
    constructor(union: { readonly TIMESTAMP: TimestampType });
  }
  class TimestampType {
    constructor(fields: { readonly isAdjustedToUTC: boolean; readonly unit: TimeUnit });
  }
  class TimeUnit {
    constructor(union: { readonly MICROS: MicroSeconds });
  }
  class MicroSeconds {}

  const types: {
    FileMetaData: typeof FileMetaData;
    LogicalType: typeof LogicalType;
    TimestampType: typeof TimestampType;
    TimeUnit: typeof TimeUnit;
    MicroSeconds: typeof MicroSeconds;
    readonly ConvertedType: { readonly TIMESTAMP_MICROS: number };
  };
  export default types;
}

declare module "parquetjs-lite/lib/util.js" {
  const util: {
    decodeThrift(into: object, bytes: Buffer): number;
    serializeThrift(object: object): Buffer;
  };
  export default util;
}
