import { AwsError } from "../../kernel/AwsError.ts";
import { keyOf, openTable } from "../openTable.ts";
import type { CrawlScope } from "./CrawlScope.ts";
import { type CatalogShape, catalogShape, columnDifferences } from "./catalogColumns.ts";
import type { CrawledFile } from "./groupTables.ts";
import { classifyFiles, type ListedFile, listFiles } from "./listFiles.ts";
import { mergeColumns } from "./mergeColumns.ts";
import { type FoundPartition, partitionsOf } from "./partitionsOf.ts";
import { type S3Location, s3Location } from "./s3Location.ts";
import { dropPartitions, savePartitions } from "./savePartitions.ts";

/**
 * Looks for partitions of a table that the catalog has. A new one is added even where its files' columns differ from the
 * table's: the difference is told in the log, and changes the table only under UPDATE_IN_DATABASE.
 * @throws AwsError EntityNotFoundException; InvalidInputException where the table has no location in S3
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html
 */
export async function crawlCatalogTable(scope: CrawlScope, database: string, name: string): Promise<void> {
  const { catalog } = scope;
  catalog.asks("GetTable", database, name);
  const table = catalogShape(catalog.store.table(database, name));
  const place = placeOf(table, name);
  const depth = place.prefix.split("/").length;
  const inPlace = listFiles(scope, place, []).filter((file) => isInPartition(scope, name, table, depth, file));
  const known = openTable("GetPartitions", { DatabaseName: database, TableName: name }, catalog).byValues;
  const isKnown = ({ folders }: ListedFile) => known.has(keyOf(valuesOf(folders, depth)));
  const files = await classifyFiles(
    scope,
    place.bucket,
    inPlace.filter((file) => !isKnown(file)),
  );
  scope.checkStopped();
  const { partitions } = partitionsOf(depth, files);
  reportDifferences(scope, name, table, partitions, files);
  updateColumns(scope, database, name, table, files);
  const target = { database, table: name, location: `s3://${place.bucket}/${place.prefix}` };
  savePartitions(scope, target, partitions);
  if (table.partitionKeys.length === 0) return;
  dropPartitions(
    scope,
    target,
    inPlace.map(({ folders }) => valuesOf(folders, depth)),
  );
}

function placeOf({ location }: CatalogShape, name: string): S3Location {
  if (location?.startsWith("s3://")) return s3Location(location);
  throw new AwsError("InvalidInputException", `Table ${name} has no location in S3.`);
}

/** Whether a file lies in folders that name the table's partition keys, in their order. */
function isInPartition(
  scope: CrawlScope,
  name: string,
  { partitionKeys }: CatalogShape,
  depth: number,
  { key, folders }: ListedFile,
): boolean {
  const keys = folders.slice(depth).map((folder) => folder.split("=")[0]?.toLowerCase());
  if (JSON.stringify(keys) === JSON.stringify(partitionKeys)) return true;
  scope.log("WARN", `Table ${name}: ${key} does not lie in folders of ${partitionKeys.join("/")}, and is left out`);
  return false;
}

function valuesOf(folders: readonly string[], depth: number): string[] {
  return folders.slice(depth).map((folder) => folder.slice(folder.indexOf("=") + 1));
}

function reportDifferences(
  scope: CrawlScope,
  name: string,
  table: CatalogShape,
  partitions: readonly FoundPartition[],
  files: readonly CrawledFile[],
): void {
  const units = partitions.length > 0 ? partitions : files.map((file) => ({ path: [file.key], files: [file] }));
  for (const { path, files: members } of units) {
    const columns = mergeColumns(members.map(({ schema }) => schema.columns));
    for (const what of columnDifferences(table.columns, columns)) {
      scope.log("WARN", `Table ${name}, ${path.join("/")}: ${what}`);
    }
  }
}

function updateColumns(
  { spec, catalog, counts }: CrawlScope,
  database: string,
  name: string,
  table: CatalogShape,
  files: readonly CrawledFile[],
): void {
  const columns = mergeColumns([table.columns, ...files.map(({ schema }) => schema.columns)]);
  const differs = columnDifferences(table.columns, columns).length > 0;
  if (spec.schemaChangePolicy.updateBehavior === "LOG" || !differs) return;
  catalog.asks("UpdateTable", database, name);
  const Columns = columns.map((column) => ({ Name: column.name, Type: column.type }));
  const StorageDescriptor = { ...table.storage, Columns };
  catalog.store.putTable(database, name, { ...catalog.store.table(database, name), StorageDescriptor });
  counts.tablesUpdated += 1;
}
