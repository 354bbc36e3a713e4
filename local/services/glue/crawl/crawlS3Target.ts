import type { S3Target } from "../../../program/specs/crawlerSpecs.ts";
import type { CrawlScope } from "./CrawlScope.ts";
import { catalogShape } from "./catalogColumns.ts";
import { type FoundTable, groupTables } from "./groupTables.ts";
import { classifyFiles, listFiles } from "./listFiles.ts";
import { partitionsOf } from "./partitionsOf.ts";
import { s3Location } from "./s3Location.ts";
import { dropPartitions, savePartitions } from "./savePartitions.ts";
import { saveTable } from "./saveTable.ts";

/** Infers the tables of the files below a path, and writes them and their partitions to the crawler's database. */
export async function crawlS3Target(scope: CrawlScope, { path, exclusions }: S3Target): Promise<void> {
  const { bucket, prefix } = s3Location(path);
  const files = await classifyFiles(scope, bucket, listFiles(scope, { bucket, prefix }, exclusions));
  scope.checkStopped();
  scope.log("BENCHMARK", `Classification of ${path} complete, writing results to database ${scope.spec.databaseName}`);
  const root = [bucket, ...prefix.split("/").slice(0, -1)];
  const locations = groupTables(root, files, scope.spec.output).map((found) => save(scope, found));
  dropTables(scope, `s3://${bucket}/${prefix}`, locations);
}

function save(scope: CrawlScope, found: FoundTable): string {
  const folder = `s3://${found.folders.map((name) => `${name}/`).join("")}`;
  const location = found.file === undefined ? folder : `${folder}${found.file}`;
  const { keys, partitions } = partitionsOf(found.folders.length, found.files);
  const table = saveTable(scope, found, location, keys);
  const target = { database: scope.spec.databaseName, table, location };
  savePartitions(scope, target, partitions);
  dropPartitions(
    scope,
    target,
    partitions.map(({ values }) => values),
  );
  return location;
}

/** Does as the delete behaviour says with tables that this crawler once found below the path, and not now. */
function dropTables(scope: CrawlScope, path: string, present: readonly string[]): void {
  const { spec, catalog, counts } = scope;
  catalog.asks("GetTables", spec.databaseName);
  for (const table of catalog.store.tables(spec.databaseName)) {
    const { location, parameters } = catalogShape(table);
    const isOurs = parameters.UPDATED_BY_CRAWLER === spec.name && location?.startsWith(path) === true;
    if (!isOurs || present.includes(location ?? "")) continue;
    const name = String(table.Name);
    const { deleteBehavior } = spec.schemaChangePolicy;
    if (deleteBehavior === "LOG") {
      scope.log("WARN", `Table ${name} has no files any more at ${location}, and is left`);
    } else if (deleteBehavior === "DELETE_FROM_DATABASE") {
      catalog.asks("DeleteTable", spec.databaseName, name);
      catalog.store.removeTable(spec.databaseName, name);
      counts.tablesDeleted += 1;
    } else {
      catalog.asks("UpdateTable", spec.databaseName, name);
      const Parameters = { ...parameters, DEPRECATED_BY_CRAWLER: String(Date.now()) };
      catalog.store.putTable(spec.databaseName, name, { ...table, Parameters });
      counts.tablesUpdated += 1;
    }
  }
}
