import { GlueClient, paginateGetPartitions, paginateGetTables } from "@aws-sdk/client-glue";
import { paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { LocalTarget } from "../../../local/cli/target/Target.ts";

/** What a region keeps. */
export interface RegionState {
  /** Each object of its lake with its ETag, staging and reports too. */
  readonly objects: readonly string[];
  /** Each table of its catalog: the columns, and each partition's values with their place. */
  readonly tables: readonly { readonly name: string; readonly columns: string[]; readonly partitions: string[] }[];
}

/** All that a region keeps at the moment. */
export async function regionState(target: LocalTarget, region: string): Promise<RegionState> {
  return { objects: await objects(target, region), tables: await tables(target, region) };
}

async function objects({ clientConfig, outputs }: LocalTarget, region: string): Promise<string[]> {
  const client = new S3Client(clientConfig(region));
  const found: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: outputs.lakes[region] }))
    found.push(...Contents.map(({ Key, ETag }) => `${Key} ${ETag}`));
  client.destroy();
  return found;
}

async function tables({ clientConfig, outputs }: LocalTarget, region: string): Promise<RegionState["tables"]> {
  const client = new GlueClient(clientConfig(region));
  const DatabaseName = outputs.databases[region];
  const found: RegionState["tables"][number][] = [];
  for await (const { TableList = [] } of paginateGetTables({ client }, { DatabaseName })) {
    for (const { Name: name = "", StorageDescriptor } of TableList) {
      const columns = StorageDescriptor?.Columns?.map((column) => `${column.Name} ${column.Type}`) ?? [];
      const partitions: string[] = [];
      for await (const { Partitions = [] } of paginateGetPartitions({ client }, { DatabaseName, TableName: name }))
        partitions.push(...Partitions.map((each) => `${each.Values?.join("/")} ${each.StorageDescriptor?.Location}`));
      found.push({ name, columns, partitions });
    }
  }
  client.destroy();
  return found;
}
