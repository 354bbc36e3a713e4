import type { GlueColumn } from "../../../../core/emit/parquetTable.ts";

/** What a crawler learns of one file. */
export interface FileSchema {
  readonly classification: "csv" | "json" | "parquet";
  readonly compression: "none" | "gzip";
  readonly columns: readonly GlueColumn[];
  /** Exact for Parquet, from the beginning of the file for the others. */
  readonly records: number;
  readonly csv?: CsvDetails;
}

/** How a CSV file is written. */
export interface CsvDetails {
  readonly delimiter: string;
  readonly header: boolean;
  readonly quoted: boolean;
}
