import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BatchCreatePartitionCommand, GetPartitionsCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll } from "vitest";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import { Callers } from "../../../../local/host/Callers.ts";
import { type Host, startHost } from "../../../../local/host/startHost.ts";
import type { Graph } from "../../../../local/program/Graph.ts";
import { loadProgram } from "../../../../local/program/loadProgram.ts";
import { loopback } from "../../../../local/services/states/loopback.ts";

export const near = "eu-west-1";
export const bucket = `lake-${near}`;

/** What GetQueryExecution says of a query. */
export interface Execution {
  readonly QueryExecutionId: string;
  readonly SubstatementType: string;
  readonly ResultConfiguration: { readonly OutputLocation: string };
  readonly Status: {
    readonly State: string;
    readonly StateChangeReason?: string;
    readonly AthenaError?: {
      readonly ErrorCategory: number;
      readonly ErrorType: number;
      readonly ErrorMessage: string;
    };
  };
  readonly Statistics: {
    readonly DataScannedInBytes: number;
    readonly DataManifestLocation?: string;
    readonly EngineExecutionTimeInMillis: number;
  };
}

interface Results {
  readonly UpdateCount: number;
  readonly NextToken?: string;
  readonly ResultSet: {
    readonly Rows: readonly { readonly Data: readonly { readonly VarCharValue?: string }[] }[];
    readonly ResultSetMetadata: { readonly ColumnInfo: readonly { readonly Name: string; readonly Type: string }[] };
  };
}

/** A host of the lake's program, and Athena's API on it. */
export class RunningAthena {
  host!: Host;
  graph!: Graph;
  stateDir!: string;

  async start(): Promise<void> {
    this.host = await startHost({ graph: this.graph, stateDir: this.stateDir });
  }

  /** Calls an operation as a role of the program, or as the operator. @throws Error `<code>: <message>` */
  async call<T>(action: string, input: object, { as = "operator", region = near } = {}): Promise<T> {
    const arn = `arn:aws:iam::${this.graph.accountId}:role/${as}`;
    const { status, headers, body } = await loopback({
      endpoint: this.host.endpoint,
      accessKeyId: as === "operator" ? as : new Callers(this.graph).keyOf(arn),
      region,
      service: "athena",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AmazonAthena.${action}` },
      body: JSON.stringify(input),
    });
    const answer = JSON.parse(body);
    if (status !== 200) throw new Error(`${headers["x-amzn-errortype"]}: ${answer.message}`);
    return answer;
  }

  async submit(QueryString: string, more: object = {}, how = {}): Promise<string> {
    const given = { QueryString, WorkGroup: "queries", QueryExecutionContext: { Database: "traffic" }, ...more };
    return (await this.call<{ QueryExecutionId: string }>("StartQueryExecution", given, how)).QueryExecutionId;
  }

  async describe(QueryExecutionId: string): Promise<Execution> {
    return (await this.call<{ QueryExecution: Execution }>("GetQueryExecution", { QueryExecutionId })).QueryExecution;
  }

  async ended(id: string): Promise<Execution> {
    for (;;) {
      const execution = await this.describe(id);
      if (!["QUEUED", "RUNNING"].includes(execution.Status.State)) return execution;
      await new Promise((next) => setTimeout(next, 10));
    }
  }

  /** Runs a statement to its end, whatever that is. */
  async run(sql: string, more: object = {}, how = {}): Promise<Execution> {
    return await this.ended(await this.submit(sql, more, how));
  }

  async results(QueryExecutionId: string, more: object = {}): Promise<Results> {
    return await this.call<Results>("GetQueryResults", { QueryExecutionId, ...more });
  }

  /** The rows of a query, null as null, without the names. @throws Error with the reason where it fails */
  async rows(sql: string, more: object = {}): Promise<(string | null)[][]> {
    const { QueryExecutionId, Status } = await this.run(sql, more);
    if (Status.State !== "SUCCEEDED") throw new Error(Status.StateChangeReason);
    const { ResultSet } = await this.results(QueryExecutionId);
    return ResultSet.Rows.slice(1).map(({ Data }) => Data.map(({ VarCharValue }) => VarCharValue ?? null));
  }

  get s3(): S3Client {
    return new S3Client({ ...this.host.clientConfig(near), forcePathStyle: true });
  }

  async put(Key: string, Body: string | Uint8Array): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
  }

  /** Puts Parquet, the result of a query of DuckDB. */
  async putParquet(key: string, query: string): Promise<void> {
    await using database = await openDatabase();
    const file = join(this.stateDir, "made.parquet");
    await database.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`);
    await this.put(key, await readFile(file));
  }

  async text(uri: string): Promise<string> {
    const Key = uri.slice(`s3://${bucket}/`.length);
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  }

  async keys(Prefix: string): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
    return Contents.map(({ Key = "" }) => Key);
  }

  async register(TableName: string, Values: string[], location: string): Promise<void> {
    const PartitionInputList = [{ Values, StorageDescriptor: { Location: `s3://${bucket}/${location}` } }];
    const named = { DatabaseName: "traffic", TableName, PartitionInputList };
    await new GlueClient(this.host.clientConfig(near)).send(new BatchCreatePartitionCommand(named));
  }

  async partitions(TableName: string): Promise<{ values: string; location: string | undefined }[]> {
    const client = new GlueClient(this.host.clientConfig(near));
    const { Partitions = [] } = await client.send(new GetPartitionsCommand({ DatabaseName: "traffic", TableName }));
    return Partitions.map(({ Values = [], StorageDescriptor }) => ({
      values: Values.join("/"),
      location: StorageDescriptor?.Location,
    }));
  }
}

/** A host of its own for the tests of one file. */
export function runningAthena(): RunningAthena {
  const running = new RunningAthena();
  beforeAll(async () => {
    running.graph = await loadProgram({
      entry: fileURLToPath(new URL("./program.ts", import.meta.url)),
      project: "fixture",
      stack: "test",
      config: { "aws:region": near },
    });
    running.stateDir = await mkdtemp(join(tmpdir(), "sluice-athena-"));
    await running.start();
  });
  afterAll(async () => {
    await running.host?.close();
    await rm(running.stateDir, { recursive: true, force: true });
  });
  return running;
}
