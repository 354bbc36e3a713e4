import type { Database } from "../../jobs/duckdb/openDatabase.ts";
import type { ReadQuery } from "./queries.ts";
import type { ReadWritten } from "./ReadResult.ts";

type Shape = Omit<ReadWritten, "name" | "selective" | "full">;
type Scanned = Omit<ReadWritten["full"], "seconds">;

/** What the footers say of Parquet files: how many, how large, and which columns lack statistics. */
export async function shapeOf(database: Database, files: readonly string[]): Promise<Shape> {
  const [found] = await database.rows(
    `WITH chunks AS (SELECT * FROM parquet_metadata($files)),
     per_file AS (SELECT filename, size FROM read_blob($files))
     SELECT
       (SELECT count(*) FROM per_file) AS files,
       (SELECT sum(size) FROM per_file) AS output_bytes,
       (SELECT max(size) FROM per_file) AS largest_file_bytes,
       count(*) FILTER (column_id = 0) AS row_groups,
       sum(row_group_num_rows) FILTER (column_id = 0) AS rows,
       coalesce(string_agg(DISTINCT path_in_schema, ',' ORDER BY path_in_schema) FILTER (
         stats_null_count IS NULL
         OR (stats_null_count < num_values AND (stats_min_value IS NULL OR stats_max_value IS NULL))), '') AS bare
     FROM chunks`,
    { files },
  );
  return {
    files: Number(found?.files),
    rowGroups: Number(found?.row_groups),
    rows: Number(found?.rows),
    outputBytes: Number(found?.output_bytes),
    largestFileBytes: Number(found?.largest_file_bytes),
    withoutStatistics: String(found?.bare).split(",").filter(Boolean),
  };
}

/** What a reader that prunes by partition and by statistics has to read for a query, by the footers. */
export async function scannedBy(database: Database, files: readonly string[], query: ReadQuery): Promise<Scanned> {
  const { year, month, from, to } = query.within ?? { year: null, month: null, from: null, to: null };
  const [found] = await database.rows(
    `WITH chunks AS (
       SELECT *, $year IS NULL OR contains(file_name, '/year=' || $year || '/month=' || $month || '/') AS in_partition
       FROM parquet_metadata($files)),
     read_groups AS (
       SELECT file_name, row_group_id FROM chunks WHERE in_partition GROUP BY file_name, row_group_id
       HAVING NOT coalesce(
         bool_or(path_in_schema = 'flight_date' AND (stats_min_value > $to OR stats_max_value < $from)), false))
     SELECT coalesce(sum(total_compressed_size) FILTER (list_contains($columns, path_in_schema)), 0) AS bytes,
       count(DISTINCT (file_name, row_group_id)) AS row_groups
     FROM chunks JOIN read_groups USING (file_name, row_group_id)`,
    { files, columns: query.columns, year, month, from, to },
  );
  return { bytesScanned: Number(found?.bytes), rowGroupsRead: Number(found?.row_groups) };
}
