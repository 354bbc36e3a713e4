import * as z from "zod";

const count = z.number().int().nonnegative();

const asked = z.object({
  /** One of each round. */
  seconds: z.array(z.number().positive()).min(1),
  /** Compressed bytes of the query's columns in the row groups that neither partition nor statistics rule out. */
  bytesScanned: count,
  rowGroupsRead: count,
});

/** What reading the Parquet that engines wrote of one file comes to, beside the same rows written by DuckDB at its best. */
export const readResult = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Of the source. */
  bytes: z.number().int().positive(),
  /** Threads of the reader. */
  threads: z.number().int().positive(),
  written: z.array(
    z.object({
      name: z.string(),
      files: count,
      rowGroups: count,
      rows: count,
      outputBytes: count,
      largestFileBytes: count,
      /** Columns that lack, in some row group that holds a value of them, least and greatest value or the count of nulls. */
      withoutStatistics: z.array(z.string()),
      selective: asked,
      full: asked,
    }),
  ),
});

export type ReadResult = z.infer<typeof readResult>;
export type ReadWritten = ReadResult["written"][number];
