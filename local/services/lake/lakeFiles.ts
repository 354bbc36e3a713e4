import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { objectPath } from "../s3/objectPath.ts";
import { LakeError } from "./LakeError.ts";

/** A file of a table. */
export interface LakeFile {
  readonly path: string;
  /** `s3://<bucket>/<key>` */
  readonly uri: string;
}

/**
 * The files under a location as Redshift Spectrum and Athena find them: in all folders below it, without those whose name begins
 * with `.`, `_` or `#`, or ends with `~`. Buckets are folders.
 *
 * @param location `s3://<bucket>/<prefix>`
 * @param s3Folder where the region's buckets are
 * @see https://docs.aws.amazon.com/redshift/latest/dg/c-spectrum-data-files.html
 */
export function lakeFiles(location: string, s3Folder: string): LakeFile[] {
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(location) ?? [];
  if (bucket === "") {
    throw new LakeError(`the location "${location}" is not of the form s3://bucket/prefix/`);
  }
  if (!existsSync(join(s3Folder, objectPath(bucket)))) {
    throw new LakeError(`S3 Query Exception: the bucket "${bucket}" is not in the region of the warehouse`);
  }
  const key = prefix.replace(/\/$/, "");
  const folder = join(s3Folder, objectPath(bucket), key === "" ? "" : objectPath(key));
  const uri = `s3://${bucket}/${key === "" ? "" : `${key}/`}`;
  return filesBelow(folder).map((path) => ({ path: join(folder, path), uri: uri + path }));
}

const hidden = /^[._#]|~$/;

function filesBelow(folder: string): string[] {
  const entries = listing(folder).filter(({ name }) => !hidden.test(name));
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.flatMap((entry) => {
    const below = entry.isDirectory() ? filesBelow(join(folder, entry.name)) : undefined;
    return below === undefined ? [entry.name] : below.map((path) => `${entry.name}/${path}`);
  });
}

function listing(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      return [];
    }
    throw error;
  }
}
