/** What the yardstick uses of parquetjs-lite's main module. */
declare module "parquetjs-lite" {
  interface Field {
    readonly type: string;
    readonly compression: "SNAPPY";
    readonly optional: boolean;
  }

  class ParquetSchema {
    constructor(fields: Readonly<Record<string, Field>>);
  }

  class ParquetWriter {
    static openFile(schema: ParquetSchema, path: string): Promise<ParquetWriter>;
    appendRow(row: Readonly<Record<string, unknown>>): Promise<void>;
    close(): Promise<void>;
  }

  const parquet: { ParquetSchema: typeof ParquetSchema; ParquetWriter: typeof ParquetWriter };
  export default parquet;
}
