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

  type PrimitiveType = "BOOLEAN" | "INT32" | "INT64" | "FLOAT" | "DOUBLE" | "BYTE_ARRAY";

  interface SettledField {
    readonly name: string;
    readonly repetitionType: "REQUIRED" | "OPTIONAL" | "REPEATED";
    readonly originalType?: "LIST" | "UTF8" | "DATE" | "INT_16" | "INT_32" | "INT_64" | "TIMESTAMP_MICROS";
  }

  /** A field that holds values, as a schema has settled it. */
  export interface LeafField extends SettledField {
    readonly isNested?: undefined;
    readonly path: readonly string[];
    readonly primitiveType: PrimitiveType;
    readonly compression: "SNAPPY";
    readonly statistics?: false | undefined;
    /** The highest repetition and definition level of its values. */
    readonly rLevelMax: number;
    readonly dLevelMax: number;
  }

  /** A field that holds fields. */
  export interface GroupField extends SettledField {
    readonly isNested: true;
    readonly fieldCount: number;
  }

  class ParquetSchema {
    /** The outermost. */
    readonly fields: Readonly<Record<string, LeafField | GroupField>>;
    /** All, a group before its own. */
    readonly fieldList: readonly (LeafField | GroupField)[];
    constructor(fields: Readonly<Record<string, Field>>);
  }

  const schema: { ParquetSchema: typeof ParquetSchema };

  export type { ParquetSchema, PrimitiveType, SettledField };
  export default schema;
}

declare module "parquetjs-lite/lib/codec/index.js" {
  import type { PrimitiveType } from "parquetjs-lite/lib/schema.js";

  type Plain = number | bigint | string | boolean;

  const codec: { readonly PLAIN: { encodeValues(type: PrimitiveType, values: readonly Plain[]): Buffer } };
  export default codec;
}

declare module "parquetjs-lite/lib/compression.js" {
  const compression: { deflate(method: "SNAPPY", bytes: Buffer): Buffer };
  export default compression;
}

/** @see https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
declare module "parquetjs-lite/gen-nodejs/parquet_types.js" {
  import type { PrimitiveType, SettledField } from "parquetjs-lite/lib/schema.js";

  /** What a structure writes itself to. */
  interface ThriftOutput {
    writeStructBegin(name: string): void;
    writeStructEnd(): void;
    writeFieldBegin(name: string, type: number, id: number): void;
    writeFieldEnd(): void;
    writeFieldStop(): void;
    writeListBegin(elementType: number, size: number): void;
    writeListEnd(): void;
    writeBool(value: boolean): void;
    writeByte(value: number): void;
    writeI32(value: number): void;
    writeI64(value: number): void;
    writeString(value: string | Buffer): void;
  }
  class ThriftStruct {
    write(output: ThriftOutput): void;
  }
  class FileMetaData extends ThriftStruct {
    constructor(fields: {
      readonly version: number;
      readonly schema: readonly SchemaElement[];
      readonly num_rows: number;
      readonly row_groups: readonly RowGroup[];
      readonly created_by: string;
      readonly column_orders: readonly ColumnOrder[];
    });
  }
  class SchemaElement extends ThriftStruct {
    constructor(fields: {
      readonly name: string;
      readonly num_children?: number;
      readonly type?: number;
      readonly repetition_type?: number;
      readonly converted_type?: number;
      readonly logicalType?: LogicalType;
    });
  }
  class ColumnOrder extends ThriftStruct {
    constructor(union: { readonly TYPE_ORDER: TypeDefinedOrder });
  }
  class TypeDefinedOrder extends ThriftStruct {}
  class RowGroup extends ThriftStruct {
    readonly num_rows: number;
    constructor(fields: {
      readonly columns: readonly ColumnChunk[];
      readonly total_byte_size: number;
      readonly num_rows: number;
    });
  }
  class ColumnChunk extends ThriftStruct {
    readonly meta_data: ColumnMetaData;
    constructor(fields: { readonly file_offset: number; readonly meta_data: ColumnMetaData });
  }
  class ColumnMetaData extends ThriftStruct {
    readonly total_uncompressed_size: number;
    constructor(fields: {
      readonly type: number;
      readonly encodings: readonly number[];
      readonly path_in_schema: readonly string[];
      readonly codec: number;
      readonly num_values: number;
      readonly total_uncompressed_size: number;
      readonly total_compressed_size: number;
      readonly data_page_offset: number;
      readonly dictionary_page_offset?: number;
      readonly statistics?: Statistics;
    });
  }
  interface StatisticsFields {
    readonly null_count: number;
    readonly distinct_count?: number;
    readonly min_value?: Buffer;
    readonly max_value?: Buffer;
  }
  class Statistics extends ThriftStruct {
    constructor(fields: StatisticsFields);
  }
  interface PageFields {
    readonly type: number;
    readonly uncompressed_page_size: number;
    readonly compressed_page_size: number;
    readonly data_page_header?: DataPageHeader;
    readonly dictionary_page_header?: DictionaryPageHeader;
  }
  class PageHeader extends ThriftStruct {
    constructor(fields: PageFields);
  }
  class DataPageHeader extends ThriftStruct {
    constructor(fields: {
      readonly num_values: number;
      readonly encoding: number;
      readonly definition_level_encoding: number;
      readonly repetition_level_encoding: number;
    });
  }
  class DictionaryPageHeader extends ThriftStruct {
    constructor(fields: { readonly num_values: number; readonly encoding: number });
  }
  class LogicalType extends ThriftStruct {
    constructor(union: { readonly TIMESTAMP: TimestampType });
  }
  class TimestampType extends ThriftStruct {
    constructor(fields: { readonly isAdjustedToUTC: boolean; readonly unit: TimeUnit });
  }
  class TimeUnit extends ThriftStruct {
    constructor(union: { readonly MICROS: MicroSeconds });
  }
  class MicroSeconds extends ThriftStruct {}

  const types: {
    FileMetaData: typeof FileMetaData;
    SchemaElement: typeof SchemaElement;
    ColumnOrder: typeof ColumnOrder;
    TypeDefinedOrder: typeof TypeDefinedOrder;
    RowGroup: typeof RowGroup;
    ColumnChunk: typeof ColumnChunk;
    ColumnMetaData: typeof ColumnMetaData;
    Statistics: typeof Statistics;
    PageHeader: typeof PageHeader;
    DataPageHeader: typeof DataPageHeader;
    DictionaryPageHeader: typeof DictionaryPageHeader;
    LogicalType: typeof LogicalType;
    TimestampType: typeof TimestampType;
    TimeUnit: typeof TimeUnit;
    MicroSeconds: typeof MicroSeconds;
    readonly ConvertedType: Readonly<Record<NonNullable<SettledField["originalType"]>, number>>;
    readonly FieldRepetitionType: Readonly<Record<SettledField["repetitionType"], number>>;
    readonly PageType: { readonly DATA_PAGE: number; readonly DICTIONARY_PAGE: number };
    readonly Encoding: { readonly PLAIN: number; readonly RLE: number; readonly RLE_DICTIONARY: number };
    readonly Type: Readonly<Record<PrimitiveType, number>>;
    readonly CompressionCodec: { readonly SNAPPY: number };
  };

  export type {
    ColumnMetaData,
    PageFields,
    RowGroup,
    SchemaElement,
    Statistics,
    StatisticsFields,
    ThriftOutput,
    ThriftStruct,
  };
  export default types;
}
