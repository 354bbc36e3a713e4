import type { FilePlace } from "../../core/commit/layout.ts";

/** A Parquet file on the local disk, and its place among the files of its attempt. */
export interface ParquetFile {
  readonly path: string;
  readonly place: FilePlace;
}
