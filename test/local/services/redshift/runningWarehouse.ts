import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BatchCreatePartitionCommand, GlueClient } from "@aws-sdk/client-glue";
import {
  DescribeStatementCommand,
  type DescribeStatementResponse,
  ExecuteStatementCommand,
  type Field,
  paginateGetStatementResult,
  RedshiftDataClient,
} from "@aws-sdk/client-redshift-data";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll } from "vitest";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import { Callers } from "../../../../local/host/Callers.ts";
import { type Host, startHost } from "../../../../local/host/startHost.ts";
import type { Graph } from "../../../../local/program/Graph.ts";
import { loadProgram } from "../../../../local/program/loadProgram.ts";

export const near = "eu-west-1";

/** A statement's end, and its rows: a value each, of whatever field it came in. */
export interface Answer extends Partial<DescribeStatementResponse> {
  columns: string[];
  records: (string | number | boolean | null | undefined)[][];
}

export class RunningWarehouse {
  host!: Host;
  graph!: Graph;
  stateDir!: string;

  async start(): Promise<void> {
    this.host = await startHost({ graph: this.graph, stateDir: this.stateDir });
  }

  async restart(): Promise<void> {
    await this.host.close();
    await this.start();
  }

  /** A client of the Data API as a role of the program, or as the operator. */
  client(role = "operator", region = near): RedshiftDataClient {
    const config = this.host.clientConfig(region);
    const arn = `arn:aws:iam::${this.graph.accountId}:role/${role}`;
    const accessKeyId = role === "operator" ? role : new Callers(this.graph).keyOf(arn);
    return new RedshiftDataClient({ ...config, credentials: { ...config.credentials, accessKeyId } });
  }

  secretOf(region = near): string {
    const space = this.graph
      .ofType("aws:redshiftserverless/namespace:Namespace")
      .find((each) => each.region === region);
    return String(space?.outputs.adminPasswordSecretArn);
  }

  /** Runs a statement to its end. @param as a role, `operator`, or `admin` */
  async sql(
    Sql: string,
    { as = "operator", region = near, values = {} as Record<string, string> } = {},
  ): Promise<Answer> {
    const client = this.client(as === "admin" ? "operator" : as, region);
    const Parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
    const { Id } = await client.send(
      new ExecuteStatementCommand({
        ...group,
        Sql,
        ...(as === "admin" && { SecretArn: this.secretOf(region) }),
        ...(Parameters.length > 0 && { Parameters }),
      }),
    );
    return await ended(client, Id ?? "");
  }

  /** Puts Parquet, the result of a query of DuckDB, under a key of a region's lake. */
  async land(key: string, query: string, region = near): Promise<void> {
    await using database = await openDatabase();
    const file = join(this.stateDir, "landed.parquet");
    await database.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`);
    const { readFile } = await import("node:fs/promises");
    const s3 = new S3Client({ ...this.host.clientConfig(region), forcePathStyle: true });
    await s3.send(new PutObjectCommand({ Bucket: `lake-${region}`, Key: key, Body: await readFile(file) }));
  }

  async register(year: string, region = near): Promise<void> {
    const glue = new GlueClient(this.host.clientConfig(region));
    const StorageDescriptor = { Location: `s3://lake-${region}/rows/readings/year=${year}/` };
    const PartitionInputList = [{ Values: [year], StorageDescriptor }];
    await glue.send(
      new BatchCreatePartitionCommand({ DatabaseName: "glue_db", TableName: "readings", PartitionInputList }),
    );
  }
}

export const group = { WorkgroupName: "group", Database: "sluice" };

/** Waits for a statement's end and fetches its rows. */
export async function ended(client: RedshiftDataClient, Id: string): Promise<Answer> {
  let described = await client.send(new DescribeStatementCommand({ Id }));
  while (!["FINISHED", "FAILED", "ABORTED"].includes(described.Status ?? "")) {
    await new Promise((next) => setTimeout(next, 10));
    described = await client.send(new DescribeStatementCommand({ Id }));
  }
  const answer: Answer = { ...described, columns: [], records: [] };
  if (described.Status === "FINISHED" && described.HasResultSet) {
    for await (const page of paginateGetStatementResult({ client }, { Id })) {
      answer.columns = (page.ColumnMetadata ?? []).map(({ name }) => name ?? "");
      answer.records.push(...(page.Records ?? []).map((record) => record.map(valueIn)));
    }
  }
  return answer;
}

function valueIn(field: Field): string | number | boolean | null | undefined {
  if (field.isNull === true) return null;
  return field.stringValue ?? field.longValue ?? field.doubleValue ?? field.booleanValue;
}

/** A host of the warehouses' program for the tests of one file. */
export function runningWarehouse(): RunningWarehouse {
  const running = new RunningWarehouse();
  beforeAll(async () => {
    running.graph = await loadProgram({
      entry: fileURLToPath(new URL("./program.ts", import.meta.url)),
      project: "fixture",
      stack: "test",
      config: { "aws:region": near },
    });
    running.stateDir = await mkdtemp(join(tmpdir(), "sluice-warehouse-"));
    await running.start();
  });
  afterAll(async () => {
    await running.host?.close();
    await rm(running.stateDir, { recursive: true, force: true });
  });
  return running;
}
