import type { GlueObject } from "../CatalogStore.ts";
import { createPartitions, keyOf, type OpenTable, openTable, storedPartition } from "../openTable.ts";
import type { CrawlScope } from "./CrawlScope.ts";
import { catalogShape } from "./catalogColumns.ts";
import { mergeColumns } from "./mergeColumns.ts";
import type { FoundPartition } from "./partitionsOf.ts";
import { crawledParameters, storageOf } from "./tableShape.ts";

/** A table of the catalog and the location that its partitions lie below. */
export interface PartitionedTable {
  readonly database: string;
  readonly table: string;
  /** Ends in a slash. */
  readonly location: string;
}

/** Adds the partitions that are not there yet, and updates those whose columns or formats have changed. */
export function savePartitions(scope: CrawlScope, target: PartitionedTable, found: readonly FoundPartition[]): void {
  if (found.length === 0) return;
  const table = scope.catalog.store.table(target.database, target.table);
  const given = { DatabaseName: target.database, TableName: target.table };
  const wanted = found.map((partition) => partitionInput(scope, table, target.location, partition));
  const known = openTable("GetPartitions", given, scope.catalog);
  const added = wanted.filter(({ Values }) => !known.byValues.has(keyOf(Values)));
  const changed = wanted.filter(({ Values, ...input }) => hasChanged(known.byValues.get(keyOf(Values)), input));
  if (added.length > 0) createPartitions(openTable("BatchCreatePartition", given, scope.catalog), added);
  if (changed.length > 0) replace(openTable("UpdatePartition", given, scope.catalog), changed);
  scope.counts.partitionsCreated += added.length;
  scope.counts.partitionsUpdated += changed.length;
  scope.log("INFO", `Table ${target.table}: ${added.length} partitions added, ${changed.length} updated`);
}

/**
 * Does as the crawler's delete behaviour says with partitions whose folder holds nothing any more: only
 * DELETE_FROM_DATABASE removes them.
 */
export function dropPartitions(
  scope: CrawlScope,
  { database, table }: PartitionedTable,
  present: readonly (readonly string[])[],
): void {
  const { spec, catalog, counts } = scope;
  const known = openTable("GetPartitions", { DatabaseName: database, TableName: table }, catalog);
  const kept = new Set(present.map(keyOf));
  const gone = [...known.byValues.keys()].filter((key) => !kept.has(key));
  if (gone.length === 0) return;
  if (spec.schemaChangePolicy.deleteBehavior !== "DELETE_FROM_DATABASE") {
    scope.log(
      "WARN",
      `Table ${table}: ${gone.length} partitions have no files any more, and are left: ${gone.join(" ")}`,
    );
    return;
  }
  const opened = openTable("BatchDeletePartition", { DatabaseName: database, TableName: table }, catalog);
  for (const key of gone) opened.byValues.delete(key);
  opened.save();
  counts.partitionsDeleted += gone.length;
}

type Wanted = GlueObject & { Values: string[] };

/** Under InheritFromTable a partition is stored as its table is; else as its own files are. */
function partitionInput({ spec }: CrawlScope, table: GlueObject, location: string, found: FoundPartition): Wanted {
  const Location = `${location}${found.path.map((folder) => `${folder}/`).join("")}`;
  const Parameters = crawledParameters(found.files);
  const columns = mergeColumns(found.files.map(({ schema }) => schema.columns));
  const StorageDescriptor = spec.output.inheritFromTable
    ? { ...catalogShape(table).storage, Location }
    : storageOf(Location, columns, found.files, Parameters);
  return { Values: [...found.values], StorageDescriptor, Parameters };
}

function hasChanged(known: GlueObject | undefined, input: GlueObject): boolean {
  return known !== undefined && storedAs(known) !== storedAs(input);
}

function storedAs(partition: GlueObject): string {
  const { Columns, Location, InputFormat, OutputFormat, SerdeInfo } = catalogShape(partition).storage;
  return JSON.stringify([Columns, Location, InputFormat, OutputFormat, SerdeInfo]);
}

function replace(opened: OpenTable, inputs: readonly Wanted[]): void {
  for (const input of inputs) {
    const { CreationTime } = opened.byValues.get(keyOf(input.Values)) ?? {};
    opened.byValues.set(keyOf(input.Values), { ...storedPartition(opened, input), CreationTime });
  }
  opened.save();
}
