import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Alerts } from "../../infra/Alerts.ts";
import { Fn } from "../../infra/Fn.ts";
import { Landing } from "../../infra/Landing.ts";
import { Machine } from "../../infra/Machine.ts";
import { mainFlow } from "./flow.ts";
import { type Regional, regional } from "./regional.ts";

export interface CsvLakeArgs {
  /** Region of the landing bucket and of the main machine. */
  readonly nearRegion: string;
  /** The second region that each run is written to. */
  readonly farRegion: string;
}

/** The main pipeline: a CSV that lands becomes verified Parquet in two regions. */
export class CsvLake extends pulumi.ComponentResource {
  readonly landingBucket: pulumi.Output<string>;
  readonly lakes: Record<string, pulumi.Output<string>>;
  readonly databases: Record<string, pulumi.Output<string>>;
  readonly mainMachine: pulumi.Output<string>;
  readonly alertsTopic: pulumi.Output<string>;

  constructor(args: CsvLakeArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:stacks:CsvLake", "csv-lake", {}, options);
    const region = args.nearRegion;
    const near = regional("csv-lake-near", region, this);
    const far = regional("csv-lake-far", args.farRegion, this);
    const alerts = new Alerts("csv-lake-alerts", { region }, { parent: this });
    const landing = new Landing("csv-lake-landing", { region, consumerTimeout: triggerTimeout }, { parent: this });
    const functions = this.steps(region, landing, near, far);
    const machine = new Machine(
      "csv-lake",
      {
        region,
        flow: mainFlow,
        arns: { functions, machines: { "near-region": near.machine.arn }, topics: { alerts: alerts.topicArn } },
      },
      { parent: this },
    );
    this.trigger(region, landing, machine.arn, alerts);

    this.landingBucket = landing.bucket;
    this.lakes = { [near.region]: near.lake.bucket, [far.region]: far.lake.bucket };
    this.databases = { [near.region]: near.catalog.database, [far.region]: far.catalog.database };
    this.mainMachine = machine.arn;
    this.alertsTopic = alerts.topicArn;
    this.registerOutputs({ landingBucket: this.landingBucket, mainMachine: this.mainMachine });
  }

  /** The functions of the main machine's steps, by the names that the flow gives them. */
  private steps(region: string, landing: Landing, near: Regional, far: Regional) {
    const bucketOf = (each: Regional) => ({ name: each.region, bucket: each.lake.bucket });
    const SLUICE_REGIONS = pulumi.jsonStringify({ near: bucketOf(near), far: bucketOf(far) });
    const lakes = [near.lake, far.lake];
    const staging = lakes.map((lake) => pulumi.interpolate`${lake.arn}/staging/*`);
    const readStaging = [
      { actions: ["s3:ListBucket"], resources: lakes.map((lake) => lake.arn) },
      { actions: ["s3:GetObject"], resources: staging },
    ];
    const heavy = { region, memory: 3538, timeout: 900, disk: 10_240, environment: { SLUICE_REGIONS } };
    const convert = new Fn(
      "csv-lake-convert-duckdb",
      {
        ...heavy,
        handler: "convert-duckdb",
        permissions: [
          ...readStaging,
          { actions: ["s3:PutObject"], resources: staging },
          { actions: ["s3:GetObjectVersion"], resources: [pulumi.interpolate`${landing.bucketArn}/*`] },
        ],
      },
      { parent: this },
    );
    const verify = new Fn(
      "csv-lake-verify",
      { ...heavy, handler: "verify", permissions: readStaging },
      { parent: this },
    );
    const farRegion = new Fn(
      "csv-lake-far-region",
      {
        region,
        handler: "far-region",
        environment: { SLUICE_FAR_REGION: far.region, SLUICE_FAR_MACHINE: far.machine.arn },
        permissions: [
          { actions: ["states:StartExecution"], resources: [far.machine.arn] },
          { actions: ["states:DescribeExecution"], resources: [far.machine.executionsArn] },
        ],
      },
      { parent: this },
    );
    return { "convert-duckdb": convert.arn, verify: verify.arn, "far-region": farRegion.arn };
  }

  private trigger(region: string, landing: Landing, machine: pulumi.Output<string>, alerts: Alerts): void {
    const trigger = new Fn(
      "csv-lake-trigger",
      {
        region,
        handler: "trigger",
        timeout: triggerTimeout,
        environment: { SLUICE_PIPELINE: "csv-lake", SLUICE_MACHINE: machine, SLUICE_ALERTS: alerts.topicArn },
        permissions: [
          {
            actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            resources: [landing.queueArn],
          },
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
  }
}

/** Seconds. */
const triggerTimeout = 30;
