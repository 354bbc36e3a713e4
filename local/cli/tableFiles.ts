import { join } from "node:path";
import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { type Content, layout } from "../../core/commit/layout.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { objectPath } from "../services/s3/objectPath.ts";
import type { LocalTarget } from "./target/Target.ts";

/** The Parquet of a table. */
export interface TableFiles {
  /** Where the host keeps the objects: buckets are folders. */
  readonly paths: string[];
  readonly bytes: number;
}

/** The files of a dataset's table in a region's lake, as S3 lists them. */
export async function tableFiles(
  target: Pick<LocalTarget, "clientConfig" | "outputs" | "stateDir">,
  region: string,
  contract: Contract,
  content: Content,
): Promise<TableFiles> {
  const s3 = new S3Client(target.clientConfig(region));
  const Bucket = target.outputs.lakes[region] ?? "";
  const paths: string[] = [];
  let bytes = 0;
  for await (const page of paginateListObjectsV2(
    { client: s3 },
    { Bucket, Prefix: layout.table(content, contract.name) },
  )) {
    for (const { Key = "", Size = 0 } of page.Contents ?? []) {
      paths.push(join(target.stateDir, region, "s3", Bucket, objectPath(Key)));
      bytes += Size;
    }
  }
  s3.destroy();
  return { paths, bytes };
}
