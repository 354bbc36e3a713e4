import * as pulumi from "@pulumi/pulumi";
import { rawDatasets } from "../../datasets/rawDatasets.ts";
import { trafficLocations } from "../../datasets/trafficLocations.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import { trafficSpeeds } from "../../datasets/trafficSpeeds.ts";
import { Athena } from "../../infra/Athena.ts";
import { Crawler } from "../../infra/Crawler.ts";
import { FailureRule } from "../../infra/FailureRule.ts";
import { Machine } from "../../infra/Machine.ts";
import { PrivateBucket } from "../../infra/PrivateBucket.ts";
import { queryPermissions } from "../../infra/queryPermissions.ts";
import { Schedule } from "../../infra/Schedule.ts";
import type { SparkJob } from "../../infra/SparkJob.ts";
import type { StackConfig } from "../config.ts";
import { databaseName } from "../shared/databaseName.ts";
import { type Regional, regional } from "../shared/regional.ts";
import { resumeCommand, trafficFlow } from "./flow.ts";
import { pipeline } from "./pipeline.ts";
import { placeSettings } from "./placeSettings.ts";
import { rangeFlow } from "./rangeFlow.ts";
import { resultTables } from "./resultTables.ts";
import { sparkJob } from "./sparkJob.ts";
import { type TrafficSteps, trafficSteps } from "./trafficSteps.ts";

/** What users of the pipeline name it by. */
interface TrafficOutputs {
  /** ARNs. */
  readonly machine: pulumi.Output<string>;
  readonly rangeMachine: pulumi.Output<string>;
  readonly alertsTopic: pulumi.Output<string>;
  readonly rawBucket: pulumi.Output<string>;
  readonly lake: pulumi.Output<string>;
  /** Of Athena. */
  readonly workgroup: pulumi.Output<string>;
  /** The Glue database and, in it, the table of the result. */
  readonly database: pulumi.Output<string>;
  readonly table: string;
}

/** Traffic by event time: raw files that lie by arrival become, day by day, a table that Athena queries. */
export class Traffic extends pulumi.ComponentResource {
  readonly outputs: TrafficOutputs;
  /** ARNs. */
  readonly deadLetterQueues: pulumi.Output<string>[];

  constructor(config: StackConfig, options?: pulumi.ComponentResourceOptions) {
    super("sluice:stacks:Traffic", pipeline, {}, options);
    const parent = { parent: this };
    const region = config.nearRegion;
    const commandOptions = config.commandOptions ?? `--stack ${pulumi.getStack()} --aws`;
    const raw = new PrivateBucket("traffic-raw", { region }, parent);
    const rawCrawler = crawlerOfRaw(region, raw, this);
    const near = regional(
      "traffic-near",
      {
        ...{ region, pipeline, emails: config.alertEmails, commandOptions, warehouse: undefined },
        ...{ contracts: [], crawled: [], tables: resultTables, database: `${databaseName()}_traffic` },
      },
      this,
    );
    const results = { bucket: near.lake.bucket, bucketArn: near.lake.arn, prefix: "staging/athena-results/" };
    const athena = new Athena(pipeline, { region, results }, parent);
    const steps = trafficSteps({ config, raw, rawCrawler, near, results }, this);
    const job = config.trafficEngine === "spark" ? sparkJob({ ...config, raw, near }, this) : undefined;
    const range =
      job === undefined
        ? this.rangesByQuery(near, raw, rawCrawler, athena, results, steps)
        : this.rangesBySpark(near, job, steps);
    const resultCrawler = crawlerOfResult(near, this);
    const machine = new Machine(
      pipeline,
      {
        region,
        flow: trafficFlow({ engine: config.trafficEngine, commandOptions }),
        arns: {
          functions: { "plan-days": steps["plan-days"].arn },
          machines: { range: range.arn },
          topics: { alerts: near.alerts.topicArn },
          resources: { "raw-crawler": rawCrawler.arn, "result-crawler": resultCrawler.arn },
          settings: {
            ...{ "raw-crawler": rawCrawler.name, "result-crawler": resultCrawler.name, "raw-bucket": raw.bucket },
            ...placeSettings(near, steps, job),
          },
        },
      },
      parent,
    );
    const told = { pipeline, topicArn: near.alerts.topicArn, commandOptions };
    const watched = [{ name: pipeline, arn: machine.arn, places: {} }];
    const failures = new FailureRule(
      "traffic-failures",
      { region, ...told, command: resumeCommand, machines: watched },
      parent,
    );
    const daily = {
      region,
      expression: "cron(0 3 * * ? *)",
      zone: config.trafficZone,
      machineArn: machine.arn,
    } as const;
    const schedule = new Schedule("traffic-daily", { ...daily, deadLetters: told }, parent);
    this.deadLetterQueues = [schedule, failures, near.alerts].flatMap(
      ({ deadLetterQueueArn }) => deadLetterQueueArn ?? [],
    );

    this.outputs = {
      ...{ machine: machine.arn, rangeMachine: range.arn, alertsTopic: near.alerts.topicArn },
      ...{ rawBucket: raw.bucket, lake: near.lake.bucket, workgroup: athena.workgroup },
      ...{ database: near.catalog.database, table: trafficSpeeds.name },
    };
    this.registerOutputs({ rawBucket: raw.bucket, machine: machine.arn });
  }

  private rangesBySpark(near: Regional, { name, arn }: SparkJob, steps: TrafficSteps) {
    return new Machine(
      "traffic-range",
      {
        region: near.region,
        flow: rangeFlow({ engine: "spark" }),
        arns: {
          functions: { "build-job": steps.build.arn, "stage-days": steps["stage-days"].arn },
          machines: { region: near.machine.arn },
          resources: { "traffic-spark": arn },
          settings: { "traffic-spark": name },
        },
      },
      { parent: this },
    );
  }

  private rangesByQuery(
    { region, lake, catalog, machine }: Regional,
    raw: PrivateBucket,
    rawCrawler: Crawler,
    { workgroup, workgroupArn }: Athena,
    results: {
      readonly bucket: pulumi.Output<string>;
      readonly bucketArn: pulumi.Output<string>;
      readonly prefix: string;
    },
    steps: TrafficSteps,
  ) {
    const read = ({ name }: { readonly name: string }) => ({
      ...{ databaseArn: rawCrawler.databaseArn, table: name },
      ...{ bucketArn: raw.arn, prefix: `${name}/` },
    });
    const staging = { databaseArn: catalog.databaseArn, table: resultTables[1].table.name };
    return new Machine(
      "traffic-range",
      {
        region,
        flow: rangeFlow({ engine: "athena" }),
        arns: {
          functions: { "build-query": steps.build.arn, "stage-days": steps["stage-days"].arn },
          machines: { region: machine.arn },
          resources: { workgroup: workgroupArn },
          settings: { workgroup },
        },
        permissions: queryPermissions({
          ...{ workgroupArn, results, reads: [read(trafficRaw), read(trafficLocations)] },
          writes: [{ ...staging, bucketArn: lake.arn, prefix: resultTables[1].prefix }],
        }),
      },
      { parent: this },
    );
  }
}

function crawlerOfRaw(region: string, { bucket, arn }: PrivateBucket, parent: pulumi.Resource): Crawler {
  const crawls = {
    ...{ kind: "landed" as const, bucket, bucketArn: arn, database: `${databaseName()}_traffic_raw` },
    ...{ prefixes: rawDatasets.map(({ name }) => name), dialects: rawDatasets.map(({ source }) => source) },
  };
  return new Crawler("traffic-raw", { region, crawls }, { parent });
}

function crawlerOfResult({ region, lake, catalog }: Regional, parent: pulumi.Resource): Crawler {
  const { database, databaseArn } = catalog;
  const crawls = { kind: "committed" as const, lakeArn: lake.arn, database, databaseArn, tables: [trafficSpeeds.name] };
  return new Crawler("traffic-result", { region, crawls }, { parent });
}
