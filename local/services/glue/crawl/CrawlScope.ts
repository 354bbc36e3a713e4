import type { Database } from "../../../../jobs/duckdb/openDatabase.ts";
import type { CrawlerSpec } from "../../../program/specs/crawlerSpecs.ts";
import type { ObjectFile } from "../../s3/ObjectFile.ts";
import type { CatalogScope } from "../CatalogScope.ts";
import type { CrawlCounts } from "./CrawlCounts.ts";

/** What one crawl works with. */
export interface CrawlScope {
  readonly spec: CrawlerSpec;
  /** The id of the crawl. */
  readonly id: string;
  readonly accountId: string;
  /** The catalog of the crawler's region, in the name of its role. */
  readonly catalog: CatalogScope;
  readonly database: Database;
  /** Lists current objects. @throws AwsError NoSuchBucket */
  objects(bucket: string, prefix: string): readonly ObjectFile[];
  /** Notes that an object is read, in the name of the crawler's role. */
  reads(bucket: string, key: string): void;
  log(level: "INFO" | "WARN" | "ERROR" | "BENCHMARK", what: string): void;
  readonly counts: CrawlCounts;
  /** @throws where the crawl is to stop */
  checkStopped(): void;
}
