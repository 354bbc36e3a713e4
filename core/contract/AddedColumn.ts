import * as z from "zod";

/** A column that a file brought and its table was given, under the drift option `evolve`. */
export const addedColumn = z.object({
  /** In the file. */
  header: z.string(),
  /** In Parquet, catalog and SQL. */
  name: z.string().min(1),
});

export type AddedColumn = z.infer<typeof addedColumn>;
