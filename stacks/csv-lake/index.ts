import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { registry } from "../../datasets/registry.ts";
import type { Alerts } from "../../infra/Alerts.ts";
import { Crawler } from "../../infra/Crawler.ts";
import { ExpectFiles } from "../../infra/ExpectFiles.ts";
import { Fn } from "../../infra/Fn.ts";
import { Landing } from "../../infra/Landing.ts";
import { Machine } from "../../infra/Machine.ts";
import type { StackConfig } from "../config.ts";
import { databaseName } from "../shared/databaseName.ts";
import { type Regional, regional } from "../shared/regional.ts";
import { convertSpark } from "./convertSpark.ts";
import { crawledDatasets } from "./crawledDatasets.ts";
import { failureRules } from "./failureRules.ts";
import { mainFlow } from "./flow.ts";
import { mainSteps } from "./mainSteps.ts";
import { pipeline } from "./pipeline.ts";
import { placeSettings } from "./placeSettings.ts";

/** A region's warehouse, as whoever queries it names it. */
interface WarehouseOutput {
  readonly workgroup: string;
  readonly database: string;
  /** The IAM role to read by. */
  readonly readerRole: string;
}

/** The main pipeline: a CSV that lands becomes verified Parquet in one region or two. */
export class CsvLake extends pulumi.ComponentResource {
  readonly landingBucket: pulumi.Output<string>;
  readonly lakes: Record<string, pulumi.Output<string>>;
  readonly databases: Record<string, pulumi.Output<string>>;
  readonly warehouses: Record<string, pulumi.Output<WarehouseOutput>>;
  readonly mainMachine: pulumi.Output<string>;
  readonly regionMachines: Record<string, pulumi.Output<string>>;
  readonly alertsTopics: Record<string, pulumi.Output<string>>;
  /** ARNs. */
  readonly deadLetterQueues: pulumi.Output<string>[];

  constructor(config: StackConfig, options?: pulumi.ComponentResourceOptions) {
    super("sluice:stacks:CsvLake", "csv-lake", {}, options);
    const region = config.nearRegion;
    const commandOptions = config.commandOptions ?? `--stack ${pulumi.getStack()} --aws`;
    const warehouse = warehouseOf(config);
    const emails = config.alertEmails;
    const common = { ...lakeOf(), warehouse, emails, commandOptions };
    const near = regional("csv-lake-near", { region, ...common }, this);
    const far =
      config.farRegion === undefined
        ? undefined
        : regional("csv-lake-far", { region: config.farRegion, ...common }, this);
    const told = { pipeline, topicArn: near.alerts.topicArn, commandOptions };
    const landing = new Landing(
      "csv-lake-landing",
      { region, consumerTimeout: triggerTimeout, alerts: told },
      { parent: this },
    );
    const { machine, rules } = this.machines({ ...config, commandOptions }, landing, near, far);
    const trigger = this.trigger(config, landing, machine.arn, near.alerts);
    const expect = { region, ...told, contracts: [...registry.values()], counter: trigger.name, landing };
    const overdue = new ExpectFiles("csv-lake-overdue", expect, { parent: this });

    const regions = [near, ...(far ? [far] : [])];
    this.landingBucket = landing.bucket;
    this.lakes = Object.fromEntries(regions.map((each) => [each.region, each.lake.bucket]));
    this.databases = Object.fromEntries(regions.map((each) => [each.region, each.catalog.database]));
    this.warehouses = Object.fromEntries(regions.flatMap(warehouseOutput));
    this.mainMachine = machine.arn;
    this.regionMachines = Object.fromEntries(regions.map((each) => [each.region, each.machine.arn]));
    this.alertsTopics = Object.fromEntries(regions.map((each) => [each.region, each.alerts.topicArn]));
    this.deadLetterQueues = [landing, overdue, ...rules, ...regions.map(({ alerts }) => alerts)].flatMap(
      ({ deadLetterQueueArn }) => deadLetterQueueArn ?? [],
    );
    this.registerOutputs({ landingBucket: this.landingBucket, mainMachine: this.mainMachine });
  }

  /** The main machine, and what tells of the ends of all machines. */
  private machines(
    { commandOptions, ...config }: StackConfig,
    landing: Landing,
    near: Regional,
    far: Regional | undefined,
  ) {
    const { region } = near;
    const crawler = this.landingCrawler(region, landing);
    const functions = mainSteps({ landing, crawler, near, far }, this);
    const spark = convertSpark({ ...config, landing, near, far }, this);
    const options = { far: far !== undefined, crawl: crawler !== undefined, commandOptions };
    const places = placeSettings(functions, spark.job, near, far);
    const machine = new Machine(
      "csv-lake",
      {
        region,
        flow: mainFlow(options),
        arns: {
          functions: Object.fromEntries(Object.entries(functions).map(([name, fn]) => [name, fn.arn])),
          machines: { "near-region": near.machine.arn },
          topics: { alerts: near.alerts.topicArn },
          resources: { "convert-spark": spark.job.arn, ...(crawler && { "landing-crawler": crawler.arn }) },
          settings: {
            ...{ "convert-spark": spark.job.name, "spark-plans": spark.code.plans },
            ...(crawler && { "landing-crawler": crawler.name }),
            ...places,
          },
        },
      },
      { parent: this },
    );
    return { machine, rules: failureRules({ main: machine, near, far, options, settings: places }, this) };
  }

  private landingCrawler(region: string, { bucket, bucketArn }: Landing): Crawler | undefined {
    const crawled = crawledDatasets();
    if (crawled.length === 0) return undefined;
    const crawls = {
      kind: "landed" as const,
      bucket,
      bucketArn,
      prefixes: crawled.map(({ name }) => name),
      dialects: crawled.map(({ source }) => source),
      database: `${databaseName()}_landing`,
    };
    return new Crawler("csv-lake-landing", { region, crawls }, { parent: this });
  }

  private trigger(
    { nearRegion: region, inlineMaxBytes, duckdbMaxBytes }: StackConfig,
    landing: Landing,
    machine: pulumi.Output<string>,
    alerts: Alerts,
  ): Fn {
    const trigger = new Fn(
      "csv-lake-trigger",
      {
        region,
        handler: "trigger",
        timeout: triggerTimeout,
        environment: {
          SLUICE_PIPELINE: pipeline,
          SLUICE_MACHINE: machine,
          SLUICE_ALERTS: alerts.topicArn,
          SLUICE_INLINE_MAX_BYTES: String(inlineMaxBytes),
          SLUICE_DUCKDB_MAX_BYTES: String(duckdbMaxBytes),
        },
        permissions: [
          {
            actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            resources: [landing.queueArn],
          },
          { actions: ["s3:GetObjectVersion"], resources: [pulumi.interpolate`${landing.bucketArn}/*`] },
          { actions: ["states:StartExecution"], resources: [machine] },
          { actions: ["sns:Publish"], resources: [alerts.topicArn] },
        ],
      },
      { parent: this },
    );
    new aws.lambda.EventSourceMapping(
      "csv-lake-trigger",
      {
        region,
        eventSourceArn: landing.queueArn,
        functionName: trigger.arn,
        batchSize: 10,
        functionResponseTypes: ["ReportBatchItemFailures"],
      },
      { parent: this },
    );
    return trigger;
  }
}

/** What each region's lake has. */
function lakeOf() {
  return { pipeline, contracts: [...registry.values()], crawled: crawledDatasets(), database: databaseName() };
}

/** Seconds. */
const triggerTimeout = 30;

function warehouseOf({ warehouse, warehouseBaseRpu, warehouseMaxRpu, warehouseDailyRpuHours }: StackConfig) {
  if (warehouse === "none") return undefined;
  return { baseRpu: warehouseBaseRpu, maxRpu: warehouseMaxRpu, dailyRpuHours: warehouseDailyRpuHours };
}

function warehouseOutput({ region, warehouse }: Regional): [string, pulumi.Output<WarehouseOutput>][] {
  if (warehouse === undefined) return [];
  const { workgroup, database, readerRoleArn } = warehouse;
  return [[region, pulumi.output({ workgroup, database, readerRole: readerRoleArn })]];
}
