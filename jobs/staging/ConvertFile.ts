import type { AddedColumn } from "../../core/contract/AddedColumn.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import type { ParquetFile } from "./ParquetFile.ts";
import type { Source } from "./Source.ts";

export interface FileJob {
  readonly contract: Contract;
  readonly source: Source;
  /** Values of the lineage columns. */
  readonly lineage: { readonly source: string; readonly run: string };
  /** An empty folder, which takes the files that are made on the way too. */
  readonly folder: string;
}

/** A Parquet file with its rows counted. */
export interface CountedFile extends ParquetFile {
  readonly rows: number;
}

/** What became of a source. Always `read = written + rejected`. */
export interface ConvertedFile {
  /** Those of rows, at most one a partition and in the order of partitions; then at most one of rejects. */
  readonly files: readonly CountedFile[];
  /** Records in the source, the header excluded. */
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
  /** Errors by reason, the most frequent first; a record may have several. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Rows whose key another row of the file has too. */
  readonly duplicateKeys: number;
  /** Columns that the source adds to the contract's, behind them in the files. */
  readonly added: readonly AddedColumn[];
}

/**
 * An engine: converts a source to Parquet files on the local disk, rows sorted, one file a partition, and rejects. Every
 * engine gives the same rows and rejects for the same source.
 */
export type ConvertFile = (job: FileJob) => Promise<ConvertedFile>;
