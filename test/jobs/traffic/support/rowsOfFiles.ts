import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import type { TrafficRow } from "./TrafficDatabase.ts";

/** The rows of the result's Parquet files, by location and time, with the keys of the partitions that these lie in. */
export async function rowsOfFiles(paths: readonly string[]): Promise<TrafficRow[]> {
  if (paths.length === 0) return [];
  await using database = await openDatabase({ memoryLimit: 1e9 });
  const types = "{'year': BIGINT, 'month': BIGINT, 'day': BIGINT, 'hour': BIGINT}";
  const files = `read_parquet($paths, hive_partitioning = true, hive_types = ${types})`;
  const columns = "* EXCLUDE (year, month, day, hour), year, month, day, hour";
  return await database.rows(`SELECT ${columns} FROM ${files} ORDER BY location, recorded_at`, { paths });
}
