import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { type Content, layout } from "../../core/commit/layout.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import type { OpenHost } from "./openHost.ts";

/** The Parquet of a table, on the local disk. */
export interface Downloaded {
  readonly paths: string[];
  readonly bytes: number;
}

/** Fetches all Parquet of a dataset's table from a region's lake, under its keys' own paths. */
export async function downloadTable(
  { host, outputs }: OpenHost,
  region: string,
  contract: Contract,
  content: Content,
  folder: string,
): Promise<Downloaded> {
  const s3 = new S3Client(host.clientConfig(region));
  const Bucket = outputs.lakes[region] ?? "";
  const Prefix = layout.table(content, contract.name);
  const paths: string[] = [];
  let bytes = 0;
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix })) {
    for (const { Key = "", Size = 0 } of page.Contents ?? []) {
      const path = join(folder, Key);
      await mkdir(dirname(path), { recursive: true });
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      await writeFile(path, (await Body?.transformToByteArray()) ?? "");
      paths.push(path);
      bytes += Size;
    }
  }
  s3.destroy();
  return { paths, bytes };
}
