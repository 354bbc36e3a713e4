import { createReadStream } from "node:fs";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { CatalogStore } from "../glue/CatalogStore.ts";
import { createPartitions, openTable, type PartitionInput } from "../glue/openTable.ts";
import type { LakeFile } from "../lake/lakeFiles.ts";
import {
  type LakePartition,
  type LakeTable,
  lakePartition,
  lakeTable,
  type PartitionedFile,
  partitionedFiles,
} from "../lake/lakeTable.ts";

/** A region's lake, and who reaches it. */
export interface CallerLakeOptions {
  readonly region: string;
  readonly accountId: string;
  readonly catalog: CatalogStore;
  /** The region's buckets, as folders. */
  readonly s3Folder: string;
  /** `http://<host>:<port>` */
  readonly endpoint: string;
  /** Whose key it is, S3 finds out. */
  readonly accessKeyId: string;
  /** Notes a call that is made in the name of the caller. */
  record(action: string, resource: string): void;
}

/** Partitions that one call makes. */
const mostAtOnce = 100;

/**
 * The catalog and the buckets of a region in the name of a query's caller, by whose rights Athena reads and writes.
 * @see https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
 */
export class CallerLake {
  readonly s3Folder: string;
  readonly #options: CallerLakeOptions;
  readonly #s3: S3Client;

  constructor(options: CallerLakeOptions) {
    const { region, endpoint, accessKeyId } = options;
    this.s3Folder = options.s3Folder;
    this.#options = options;
    const credentials = { accessKeyId, secretAccessKey: "local" };
    this.#s3 = new S3Client({ region, endpoint, credentials, forcePathStyle: true });
  }

  /** @throws AwsError EntityNotFoundException */
  table(database: string, name: string): LakeTable {
    this.#glue("GetTable", database, name);
    return lakeTable(this.#options.catalog.table(database, name));
  }

  partitions(database: string, name: string): LakePartition[] {
    this.#glue("GetPartitions", database, name);
    return this.#options.catalog.partitions(database, name).map(lakePartition);
  }

  files(partitions: readonly LakePartition[]): PartitionedFile[] {
    const buckets = new Set(partitions.map(({ location }) => bucketOf(location)));
    for (const bucket of buckets) this.#options.record("s3:ListBucket", `arn:aws:s3:::${bucket}`);
    return partitionedFiles(partitions, this.s3Folder);
  }

  /** Notes that files are read. */
  reads(files: readonly LakeFile[]): void {
    for (const { uri } of files) this.#options.record("s3:GetObject", `arn:aws:s3:::${uri.slice("s3://".length)}`);
  }

  /** Puts a file where a URI says, in parts where it is large. */
  async putFile(uri: string, file: string): Promise<void> {
    const params = { ...objectOf(uri), Body: createReadStream(file) };
    await new Upload({ client: this.#s3, params }).done();
  }

  async putText(uri: string, Body: string): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ ...objectOf(uri), Body }));
  }

  /** Registers partitions; those that are there stay as they are. */
  register(database: string, name: string, inputs: readonly PartitionInput[]): void {
    for (let from = 0; from < inputs.length; from += mostAtOnce) {
      const asks = (action: string, within: string, table?: string) => this.#glue(action, within, table ?? "");
      const scope = { store: this.#options.catalog, asks };
      const named = { DatabaseName: database, TableName: name };
      createPartitions(openTable("BatchCreatePartition", named, scope), inputs.slice(from, from + mostAtOnce));
    }
  }

  close(): void {
    this.#s3.destroy();
  }

  #glue(action: string, database: string, table: string): void {
    const { region, accountId, record } = this.#options;
    record(`glue:${action}`, `arn:aws:glue:${region}:${accountId}:table/${database}/${table}`);
  }
}

function objectOf(uri: string): { Bucket: string; Key: string } {
  const Bucket = bucketOf(uri);
  return { Bucket, Key: uri.slice(`s3://${Bucket}/`.length) };
}

/** The bucket of `s3://<bucket>/...`. */
export function bucketOf(uri: string): string {
  return /^s3:\/\/([^/]+)/.exec(uri)?.[1] ?? "";
}
