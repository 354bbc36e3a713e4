import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as glue from "@aws-sdk/client-glue";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import type { HostEvent } from "../../../../local/services/kernel/HostEvent.ts";
import type { RunningHost } from "../../fixtures/runningHost.ts";

export const region = "eu-west-1";

/** The program whose crawlers are tested. */
export const crawlers = new URL("../../fixtures/crawlers.ts", import.meta.url);

type Ended = Extract<HostEvent, { kind: "crawl.ended" }>;

/** What the tests of crawlers do with the host, by the SDK. */
export class Crawling {
  readonly #running: RunningHost;

  constructor(running: RunningHost) {
    this.#running = running;
  }

  get client(): glue.GlueClient {
    return new glue.GlueClient(this.#running.host.clientConfig(region));
  }

  async put(Bucket: string, Key: string, Body: string | Uint8Array): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body) }));
  }

  async remove(Bucket: string, Key: string): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand({ Bucket, Key }));
  }

  /** Starts a crawler and waits until it is ready again. */
  async crawl(Name: string): Promise<Ended> {
    const ended = this.ended(Name);
    await this.client.send(new glue.StartCrawlerCommand({ Name }));
    return await ended;
  }

  async ended(crawler: string): Promise<Ended> {
    const { events } = this.#running.host;
    return await events.first((event): event is Ended => event.kind === "crawl.ended" && event.crawler === crawler);
  }

  async crawler(Name: string): Promise<glue.Crawler> {
    return (await this.client.send(new glue.GetCrawlerCommand({ Name }))).Crawler as glue.Crawler;
  }

  async table(DatabaseName: string, Name: string): Promise<glue.Table> {
    return (await this.client.send(new glue.GetTableCommand({ DatabaseName, Name }))).Table as glue.Table;
  }

  async tableNames(DatabaseName: string): Promise<string[]> {
    const { TableList = [] } = await this.client.send(new glue.GetTablesCommand({ DatabaseName }));
    return TableList.map(({ Name = "" }) => Name);
  }

  async partitions(DatabaseName: string, TableName: string): Promise<glue.Partition[]> {
    return (await this.client.send(new glue.GetPartitionsCommand({ DatabaseName, TableName }))).Partitions ?? [];
  }

  async log(crawler: string): Promise<string> {
    return await readFile(join(this.#running.stateDir, region, "logs", `crawler-${crawler}.log`), "utf8");
  }

  get #s3(): S3Client {
    return new S3Client(this.#running.host.clientConfig(region));
  }
}

/** `name type` of each column. */
export function columnsOf({ StorageDescriptor }: glue.Table | glue.Partition): string[] {
  return (StorageDescriptor?.Columns ?? []).map(({ Name, Type }) => `${Name} ${Type}`);
}

/** The bytes of a Parquet file of one query. */
export async function parquetOf(query: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-parquet-"));
  try {
    await using database = await openDatabase();
    await database.run(`COPY (${query}) TO '${join(folder, "rows.parquet")}' (FORMAT parquet)`);
    return await readFile(join(folder, "rows.parquet"));
  } finally {
    await rm(folder, { recursive: true });
  }
}
