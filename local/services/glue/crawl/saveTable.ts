import type { GlueColumn } from "../../../../core/emit/parquetTable.ts";
import type { GlueObject } from "../CatalogStore.ts";
import type { CrawlScope } from "./CrawlScope.ts";
import { catalogShape, columnDifferences } from "./catalogColumns.ts";
import { type FoundTable, hashedName } from "./groupTables.ts";
import { mergeColumns } from "./mergeColumns.ts";
import { crawledParameters, storageOf } from "./tableShape.ts";

/**
 * Writes a table that was found: a new one always, one that is there as the crawler's policy has it. Where the name is
 * taken by another location, the table's gets a hash behind it.
 *
 * @returns the table's name
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_SchemaChangePolicy.html
 */
export function saveTable(
  scope: CrawlScope,
  found: FoundTable,
  location: string,
  partitionKeys: readonly string[],
): string {
  const { catalog, spec, counts } = scope;
  const name = freeName(scope, `${spec.tablePrefix}${found.name}`, location);
  const existing = catalog.store.findTable(spec.databaseName, name);
  const columns = mergeColumns(found.files.map(({ schema }) => schema.columns));
  if (existing === undefined) {
    catalog.asks("CreateTable", spec.databaseName, name);
    put(scope, name, tableOf(scope, name, found, location, columns, partitionKeys));
    counts.tablesCreated += 1;
    scope.log("INFO", `Created table ${name} in database ${spec.databaseName}`);
    return name;
  }
  const known = catalogShape(existing);
  const differences = columnDifferences(known.columns, columns);
  const { updateBehavior } = spec.schemaChangePolicy;
  if (updateBehavior === "LOG" && !spec.output.mergeNewColumns) {
    for (const what of differences) scope.log("WARN", `Table ${name} is left as it is: ${what}`);
    return name;
  }
  const settled = spec.output.mergeNewColumns ? withNewOnes(known.columns, columns) : columns;
  catalog.asks("UpdateTable", spec.databaseName, name);
  const table = tableOf(scope, name, found, location, settled, partitionKeys);
  put(scope, name, { ...table, CreateTime: existing.CreateTime });
  if (known.partitionKeys.join() !== partitionKeys.join()) catalog.store.putPartitions(spec.databaseName, name, []);
  if (differences.length > 0) {
    counts.tablesUpdated += 1;
    scope.log("INFO", `Updated table ${name} in database ${spec.databaseName}: ${differences.join("; ")}`);
  }
  return name;
}

function freeName({ catalog, spec }: CrawlScope, name: string, location: string): string {
  catalog.asks("GetTable", spec.databaseName, name);
  const existing = catalog.store.findTable(spec.databaseName, name);
  const taken = existing !== undefined && catalogShape(existing).location !== location;
  return taken ? hashedName(name, location) : name;
}

function put({ catalog, spec }: CrawlScope, name: string, table: GlueObject): void {
  catalog.store.putTable(spec.databaseName, name, table);
}

function withNewOnes(known: readonly GlueColumn[], found: readonly GlueColumn[]): GlueColumn[] {
  const names = new Set(known.map(({ name }) => name));
  return [...known, ...found.filter(({ name }) => !names.has(name))];
}

/** @see https://docs.aws.amazon.com/glue/latest/webapi/API_Table.html */
function tableOf(
  { spec, id, accountId }: CrawlScope,
  name: string,
  { files }: FoundTable,
  location: string,
  columns: readonly GlueColumn[],
  partitionKeys: readonly string[],
): GlueObject {
  const now = Date.now() / 1000;
  const parameters = { ...crawledParameters(files), UPDATED_BY_CRAWLER: spec.name, CRAWL_RUN_ID: id };
  return {
    Name: name,
    DatabaseName: spec.databaseName,
    CatalogId: accountId,
    Owner: "owner",
    CreateTime: now,
    UpdateTime: now,
    LastAccessTime: now,
    Retention: 0,
    TableType: "EXTERNAL_TABLE",
    PartitionKeys: partitionKeys.map((key) => ({ Name: key, Type: "string" })),
    StorageDescriptor: storageOf(location, columns, files, parameters),
    Parameters: parameters,
  };
}
