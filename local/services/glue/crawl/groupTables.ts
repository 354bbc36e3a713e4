import { createHash } from "node:crypto";
import type { CrawlerOutput } from "../../../program/specs/crawlerSpecs.ts";
import type { FileSchema } from "./FileSchema.ts";

/** A file below a crawled folder. */
export interface CrawledFile {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** The folders that it lies in, the bucket first. */
  readonly folders: readonly string[];
  readonly schema: FileSchema;
}

/** Files that make one table. */
export interface FoundTable {
  readonly name: string;
  /** The table's folder, the bucket first; folders below it are partitions. */
  readonly folders: readonly string[];
  /** The one file that is the table, where its folder holds others that are not of it. */
  readonly file: string | undefined;
  readonly files: readonly CrawledFile[];
}

/** Glue's own threshold for schemas to be alike. */
const alike = 0.7;

/**
 * Says which files make which table. A folder whose files are all of one format, depth and like schema is a table, and
 * the folders below it its partitions; else each folder in it is looked at by itself, and its own files that are not
 * alike are a table each. At a `tableLevel`, each folder of that level is a table.
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-s3-folder-table-partition.html
 */
export function groupTables(
  root: readonly string[],
  files: readonly CrawledFile[],
  output: Pick<CrawlerOutput, "combineCompatibleSchemas" | "tableLevel">,
): FoundTable[] {
  const level = output.tableLevel ?? root.length;
  if (level > root.length) {
    return foldersBelow(root, files).flatMap(([folder, inside]) => groupTables([...root, folder], inside, output));
  }
  const groups = groupAlike(files, output.combineCompatibleSchemas);
  if (groups.length <= 1) return groups.map((group) => folderTable(root, group));
  if (output.tableLevel !== undefined) {
    const [largest = [], ...others] = groups.toSorted((a, b) => b.length - a.length);
    return [folderTable(root, largest), ...others.map((group) => namedByHash(folderTable(root, group)))];
  }
  const own = files.filter(({ folders }) => folders.length === root.length);
  const ownGroups = groupAlike(own, output.combineCompatibleSchemas);
  const ownTables = ownGroups.length === 1 ? [folderTable(root, own)] : own.map((file) => fileTable(root, file));
  const below = foldersBelow(root, files).flatMap(([name, inside]) => groupTables([...root, name], inside, output));
  return [...ownTables, ...below];
}

/** A table's name of the last part of its path: lower case, letters, digits and underscores. */
export function tableName(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "_");
}

/** The name of a table whose own is taken by another location. */
export function hashedName(name: string, text: string): string {
  return `${name}_${createHash("md5").update(text).digest("hex")}`;
}

function folderTable(folders: readonly string[], files: readonly CrawledFile[]): FoundTable {
  return { name: tableName(folders.at(-1) ?? ""), folders, file: undefined, files };
}

function fileTable(folders: readonly string[], file: CrawledFile): FoundTable {
  const name = file.key.split("/").at(-1) ?? "";
  return { name: tableName(name), folders, file: name, files: [file] };
}

function namedByHash(table: FoundTable): FoundTable {
  return { ...table, name: hashedName(table.name, table.files[0]?.key ?? "") };
}

function foldersBelow(root: readonly string[], files: readonly CrawledFile[]): [string, CrawledFile[]][] {
  const nested = files.filter(({ folders }) => folders.length > root.length);
  return [...Map.groupBy(nested, ({ folders }) => folders[root.length] ?? "")];
}

/** Files of one format and depth and, unless they are combined, of like columns. */
function groupAlike(files: readonly CrawledFile[], combine: boolean): CrawledFile[][] {
  const compatible = Map.groupBy(files, ({ folders, schema }) =>
    JSON.stringify([folders.length, schema.classification, schema.compression, schema.csv?.delimiter]),
  );
  return combine ? [...compatible.values()] : [...compatible.values()].flatMap(groupSimilar);
}

function groupSimilar(files: readonly CrawledFile[]): CrawledFile[][] {
  const groups: { names: ReadonlySet<string>; files: CrawledFile[] }[] = [];
  for (const file of files) {
    const names = new Set(file.schema.columns.map(({ name }) => name));
    const group = groups.find((other) => areAlike(names, other.names));
    if (group === undefined) {
      groups.push({ names, files: [file] });
    } else {
      group.names = group.names.union(names);
      group.files.push(file);
    }
  }
  return groups.map((group) => group.files);
}

function areAlike(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.intersection(other).size >= alike * one.union(other).size;
}
