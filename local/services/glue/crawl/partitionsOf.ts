import type { CrawledFile } from "./groupTables.ts";

/** Files of one partition. */
export interface FoundPartition {
  readonly values: readonly string[];
  /** The folders below the table's. */
  readonly path: readonly string[];
  readonly files: readonly CrawledFile[];
}

/** A table's partition keys, and its partitions. */
export interface Partitioning {
  readonly keys: readonly string[];
  readonly partitions: readonly FoundPartition[];
}

/**
 * Reads partitions from the folders of files that all lie equally deep: `year=2024` names its key, any other folder is
 * of a key `partition_0`, `partition_1`, ... by its level.
 */
export function partitionsOf(depth: number, files: readonly CrawledFile[]): Partitioning {
  const groups = Map.groupBy(files, ({ folders }) => JSON.stringify(folders.slice(depth)));
  const found = [...groups.values()].map((group) => ({ path: group[0]?.folders.slice(depth) ?? [], files: group }));
  const levels = found[0]?.path.length ?? 0;
  if (levels === 0) return { keys: [], partitions: [] };
  const named = Array.from({ length: levels }, (_, level) => keyOf(found.map(({ path }) => path[level] ?? "")));
  const valueIn = (folder: string, level: number) =>
    named[level] === undefined ? folder : folder.slice(folder.indexOf("=") + 1);
  return {
    keys: named.map((key, level) => key?.toLowerCase() ?? `partition_${level}`),
    partitions: found.map(({ path, files: members }) => ({ path, values: path.map(valueIn), files: members })),
  };
}

/** The key that all folders of a level name, if they do. */
function keyOf(folders: readonly string[]): string | undefined {
  const keys = new Set(folders.map((folder) => /^([^=]+)=/.exec(folder)?.[1]));
  return keys.size === 1 ? [...keys][0] : undefined;
}
