import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  GetTableCommand,
  GlueClient,
  type Partition,
  paginateGetPartitions,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { PutObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { ListExecutionsCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { trafficRaw } from "../../../../datasets/trafficRaw.ts";
import { arrivalFolder } from "../../../../jobs/traffic/arrivalFolder.ts";
import { spanOf } from "../../../../jobs/traffic/generator/spanOf.ts";
import { writeTraffic } from "../../../../jobs/traffic/generator/writeTraffic.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { StackOutputs } from "../../../../local/cli/target/stackOutputs.ts";
import type { LocalTarget } from "../../../../local/cli/target/Target.ts";
import { AthenaQueries } from "../../../../local/cli/traffic/AthenaQueries.ts";
import { planResumption } from "../../../../local/cli/traffic/planRepartition.ts";
import { type TrafficPipeline, trafficPipeline } from "../../../../local/cli/traffic/TrafficPipeline.ts";
import { uploadTraffic } from "../../../../local/cli/traffic/uploadTraffic.ts";
import { objectPath } from "../../../../local/services/s3/objectPath.ts";
import type { TrafficInput } from "../../../../stacks/traffic/flow.ts";
import { generatedTraffic } from "../../../jobs/traffic/support/generatedTraffic.ts";
import { rowsOfFiles } from "../../../jobs/traffic/support/rowsOfFiles.ts";
import type { Lanes, TrafficRow } from "../../../jobs/traffic/support/TrafficDatabase.ts";
import type { TrafficRecord } from "../../../jobs/traffic/support/TrafficRecord.ts";
import { transformed } from "../../../jobs/traffic/support/transformed.ts";

const zone = "Europe/Brussels";

/** How an execution ended. */
interface Ended {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** What is known of a host. */
type TrafficTarget = Pick<LocalTarget<StackOutputs>, "clientConfig" | "outputs" | "stateDir" | "where">;

/** The traffic pipeline of a host, as a person uses it: delivers raw files, starts executions, reads the result. */
export class TrafficClient implements Disposable {
  readonly target: TrafficTarget;
  readonly pipeline: TrafficPipeline;
  readonly glue: GlueClient;
  readonly s3: S3Client;
  readonly states: StepFunctions;
  readonly #records: TrafficRecord[] = [];
  #lanes: Lanes = {};

  constructor(target: TrafficTarget) {
    this.target = target;
    this.pipeline = trafficPipeline(target);
    const config = target.clientConfig(this.pipeline.region);
    this.glue = new GlueClient(config);
    this.s3 = new S3Client({ ...config, forcePathStyle: true });
    this.states = new StepFunctions(target);
  }

  /** Generates raw files of local days, and delivers them. Deliveries have the same points, so that locations are one. */
  async deliver(from: string, days: number, points = 6): Promise<void> {
    const folder = join(this.target.stateDir, `raw-${from}`);
    const { files } = await writeTraffic({ ...spanOf({ from, days, zone }), folder, points });
    await uploadTraffic(this.target, this.pipeline, folder, files);
    const { records, lanes } = await generatedTraffic(folder);
    this.#records.push(...records);
    this.#lanes = lanes;
    await rm(folder, { recursive: true });
  }

  /** Delivers records in a file of the hour that the first arrived in. */
  async deliverRecords(name: string, records: readonly TrafficRecord[]): Promise<void> {
    const lines = records.map(({ uniqueId, originalTimestamp, currentSpeed, bezettingsgraad, classes }) =>
      [uniqueId, originalTimestamp, currentSpeed, bezettingsgraad, ...classes].map((value) => value ?? "").join(","),
    );
    const header = trafficRaw.columns.map((column) => column.key).join(",");
    await this.deliverText(name, records[0]?.arrivedAt ?? "", [header, ...lines].join("\n"));
    this.#records.push(...records);
  }

  async deliverText(name: string, arrivedAt: string, text: string): Promise<string> {
    const Key = `${trafficRaw.name}/${arrivalFolder(new Date(arrivedAt))}/${name}.csv.gz`;
    await this.s3.send(new PutObjectCommand({ Bucket: this.pipeline.rawBucket, Key, Body: gzipSync(`${text}\n`) }));
    return Key;
  }

  /** The measuring points of the locations that are analysed, by location. */
  get lanes(): Lanes {
    return this.#lanes;
  }

  /** Starts an execution and waits for its end. */
  async run(input: TrafficInput, name?: string): Promise<Ended> {
    return await this.ended(await this.start(input, name));
  }

  /** @returns the execution's ARN */
  async start(input: TrafficInput, name?: string): Promise<string> {
    const { machine: stateMachineArn } = this.pipeline;
    const asked = { stateMachineArn, input: JSON.stringify(input), ...(name === undefined ? {} : { name }) };
    const { executionArn = "" } = await this.states.of(stateMachineArn).send(new StartExecutionCommand(asked));
    return executionArn;
  }

  /** Does what `npx sluice repartition --resume` does. */
  async resume(execution: string): Promise<Ended> {
    const { name, input } = await planResumption(this.states, this.pipeline.machine, execution);
    return await this.run(input as TrafficInput, name);
  }

  async ended(executionArn: string): Promise<Ended> {
    for (;;) {
      const found = await this.states.describe(this.pipeline.machine, executionArn.split(":").at(-1) ?? "");
      if (found !== undefined && found.status !== "RUNNING") {
        const { name = "", status = "", error, cause } = found;
        return { executionArn, name, status, output: JSON.parse(found.output ?? "null"), error, cause };
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The executions of a machine that are under way. */
  async running(stateMachineArn: string): Promise<string[]> {
    const asked = new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING" });
    const { executions = [] } = await this.states.of(stateMachineArn).send(asked);
    return executions.map(({ executionArn = "" }) => executionArn);
  }

  /** The partitions of the result's table, in the catalog, by `year/month/day/hour`. */
  async partitions(): Promise<Map<string, Partition>> {
    const { database: DatabaseName, table: TableName } = this.pipeline;
    const found = new Map<string, Partition>();
    for await (const { Partitions = [] } of paginateGetPartitions({ client: this.glue }, { DatabaseName, TableName })) {
      for (const partition of Partitions) found.set((partition.Values ?? []).join("/"), partition);
    }
    return found;
  }

  /** How many statements Athena was given so far, whatever came of them. */
  async statements(): Promise<number> {
    return (await new AthenaQueries(this.target, this.pipeline).inserts()).length;
  }

  /**
   * Where the catalog says that the result's table lies.
   * @param location where it is to say so from now on
   */
  async resultLocation(location?: string): Promise<string> {
    const { database: DatabaseName, table: Name } = this.pipeline;
    const { Table } = await this.glue.send(new GetTableCommand({ DatabaseName, Name }));
    const { PartitionKeys, Parameters, TableType, StorageDescriptor } = Table ?? {};
    if (location !== undefined) {
      const TableInput = {
        ...{ Name, PartitionKeys, Parameters, TableType },
        StorageDescriptor: { ...StorageDescriptor, Location: location },
      };
      await this.glue.send(new UpdateTableCommand({ DatabaseName, TableInput }));
    }
    return StorageDescriptor?.Location ?? "";
  }

  /** Keys of the files in the partitions that the catalog has. */
  async files(): Promise<string[]> {
    const locations = [...(await this.partitions()).values()].map(({ StorageDescriptor }) =>
      URL.parse(StorageDescriptor?.Location ?? ""),
    );
    const Bucket = locations[0]?.host;
    if (Bucket === undefined) return [];
    const prefixes = locations.map((location) => location?.pathname.slice(1) ?? "");
    const keys: string[] = [];
    for await (const page of paginateListObjectsV2({ client: this.s3 }, { Bucket, Prefix: "rows/" })) {
      for (const { Key = "" } of page.Contents ?? [])
        if (prefixes.some((prefix) => Key.startsWith(prefix))) keys.push(Key);
    }
    return keys.map((key) => join(Bucket, objectPath(key)));
  }

  /** All rows of the result, by location and time. */
  async rows(): Promise<TrafficRow[]> {
    const paths = (await this.files()).map((file) => join(this.target.stateDir, this.pipeline.region, "s3", file));
    return await rowsOfFiles(paths);
  }

  /** What the model makes of all that was delivered: the rows of local days, both ends included. */
  modelRows(from: string, to = from): TrafficRow[] {
    const [start, end] = [spanOf({ from, zone }).from, spanOf({ from: to, zone }).to];
    const [first, behind] = [start, end].map((minute) => new Date(minute * 60_000).toISOString());
    return transformed(this.#records, this.#lanes, { start: first ?? "", end: behind ?? "" });
  }

  /** The texts of all mails so far. */
  async mails(): Promise<string[]> {
    const outbox = join(this.target.stateDir, "outbox");
    const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith(".txt"));
    return await Promise.all(names.sort().map((name) => readFile(join(outbox, name), "utf8")));
  }

  [Symbol.dispose](): void {
    this.states[Symbol.dispose]();
    for (const client of [this.glue, this.s3]) client.destroy();
  }
}
