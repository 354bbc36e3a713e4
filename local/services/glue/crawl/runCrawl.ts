import type { CrawlScope } from "./CrawlScope.ts";
import { crawlCatalogTable } from "./crawlCatalogTable.ts";
import { crawlS3Target } from "./crawlS3Target.ts";

/** Crawls each target of a crawler in turn. */
export async function runCrawl(scope: CrawlScope): Promise<void> {
  const { spec, catalog } = scope;
  const { updateBehavior, deleteBehavior } = spec.schemaChangePolicy;
  scope.log("BENCHMARK", `Running Start Crawl for Crawler ${spec.name}`);
  scope.log("INFO", `SchemaChangePolicy is update ${updateBehavior}, delete ${deleteBehavior}`);
  catalog.asks("GetDatabase", spec.databaseName);
  catalog.store.database(spec.databaseName);
  for (const target of spec.s3Targets) await crawlS3Target(scope, target);
  for (const { databaseName, tables } of spec.catalogTargets) {
    for (const table of tables) await crawlCatalogTable(scope, databaseName.toLowerCase(), table.toLowerCase());
  }
  scope.log("BENCHMARK", "Finished writing to Catalog");
}
