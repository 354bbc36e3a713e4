import { existsSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { CrawlScope } from "./CrawlScope.ts";
import { classify } from "./classify.ts";
import { globPattern } from "./globPattern.ts";
import type { CrawledFile } from "./groupTables.ts";
import type { S3Location } from "./s3Location.ts";

/** An object that a crawl may look into. */
export interface ListedFile {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly path: string;
  /** The folders that it lies in, the bucket first. */
  readonly folders: readonly string[];
}

/** The objects of a location that hold anything, those excluded left out. */
export function listFiles(
  scope: CrawlScope,
  { bucket, prefix }: S3Location,
  exclusions: readonly string[],
): ListedFile[] {
  const patterns = exclusions.map(globPattern);
  const isExcluded = (key: string) => patterns.some((pattern) => pattern.test(key.slice(prefix.length)));
  return scope
    .objects(bucket, prefix)
    .filter(({ key, bytes }) => bytes > 0 && !isExcluded(key))
    .map(({ key, bytes, path }) => ({ key, size: bytes, path, folders: [bucket, ...key.split("/").slice(0, -1)] }));
}

/** Reads the schema of each file, and lets calls in between; one that no classifier knows is told in the log and left out. */
export async function classifyFiles(
  scope: CrawlScope,
  bucket: string,
  files: readonly ListedFile[],
): Promise<CrawledFile[]> {
  const found: CrawledFile[] = [];
  for (const { key, size, path, folders } of files) {
    await setImmediate();
    scope.checkStopped();
    scope.reads(bucket, key);
    if (!existsSync(path)) {
      scope.log("WARN", `s3://${bucket}/${key} was removed while the crawler ran`);
      continue;
    }
    const schema = await classify(scope.database, { path, size, classifiers: scope.spec.classifiers });
    if (schema.classification === "UNKNOWN") {
      scope.log("WARN", `s3://${bucket}/${key} is classified UNKNOWN and left out: ${schema.reason}`);
    } else {
      found.push({ key, size, folders, schema });
    }
  }
  return found;
}
