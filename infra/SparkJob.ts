import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "./assumedBy.ts";
import { policyDocument, type Statement } from "./policyDocument.ts";
import { roleWithPolicy } from "./roleWithPolicy.ts";
import type { SparkCode } from "./SparkCode.ts";
import { type Transform, transform } from "./transform.ts";

export interface SparkJobArgs {
  readonly region: string;
  readonly code: SparkCode;
  /** Size of each worker: `G.1X` is 4 vCPU and 16 GB. */
  readonly workerType: string;
  /** From 2: one of them drives. */
  readonly workers: number;
  /** Arguments of every run, each name with two dashes before it. */
  readonly arguments: Readonly<Record<`--${string}`, pulumi.Input<string>>>;
  /** The buckets that Spark reads and writes, each in its region. */
  readonly buckets: readonly { readonly bucket: pulumi.Input<string>; readonly region: string }[];
  /** What the job may do beside reading its code, and writing its log and metrics. */
  readonly permissions: readonly Statement[];
  /** Minutes that a run may take, its time in the queue excluded. @default 120 */
  readonly timeout?: number;
  /** Runs at once; further ones wait. @default 4 */
  readonly maxConcurrentRuns?: number;
  readonly transform?: SparkJobTransform | undefined;
}

export interface SparkJobTransform {
  readonly job?: Transform<aws.glue.JobArgs>;
  readonly role?: Transform<aws.iam.RoleArgs>;
  /** Of each of the two groups. */
  readonly logGroup?: Transform<aws.cloudwatch.LogGroupArgs>;
}

/**
 * A Glue job that runs PySpark, with its role and log groups. A job that nobody runs costs nothing, so that a stack has it
 * whatever the size of its files today: the first large one needs no deployment. It has no retries of its own, since the
 * machine that runs it decides on them.
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
 */
export class SparkJob extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** The name of the group that holds what the script writes; a run's streams begin with its id. */
  readonly logGroup: pulumi.Output<string>;

  constructor(name: string, args: SparkJobArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:SparkJob", name, {}, options);
    const { region, code, transform: change } = args;
    const logs = this.logGroups(name, args);
    const { role, policy } = roleWithPolicy(
      name,
      {
        assumeRolePolicy: assumedBy("glue.amazonaws.com"),
        policy: policyDocument([...readCode(code), ...writeLogs(logs.arns), writeMetrics, ...args.permissions]),
        transform: change?.role,
      },
      { parent: this },
    );
    const jobArgs: aws.glue.JobArgs = {
      region,
      roleArn: role.arn,
      glueVersion: "5.1",
      command: { name: "glueetl", pythonVersion: "3", scriptLocation: code.script },
      workerType: args.workerType,
      numberOfWorkers: args.workers,
      timeout: args.timeout ?? 120,
      maxRetries: 0,
      executionProperty: { maxConcurrentRuns: args.maxConcurrentRuns ?? 4 },
      jobRunQueuingEnabled: true,
      defaultArguments: {
        "--extra-py-files": code.modules,
        "--code": code.hash,
        "--conf": sparkConf(args.buckets),
        "--custom-logGroup-prefix": logs.prefix,
        "--enable-metrics": "true",
        ...args.arguments,
      },
    };
    const job = new aws.glue.Job(name, transform(jobArgs, change?.job), { parent: this, dependsOn: [policy] });
    this.name = job.name;
    this.arn = job.arn;
    this.logGroup = logs.output;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }

  /**
   * Glue 5 writes to two groups, whose names it makes of a prefix: of a job's own, so that they are kept for a time.
   * @see https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html
   */
  private logGroups(name: string, { region, transform: change }: SparkJobArgs) {
    const prefix = `/aws-glue/jobs/${pulumi.getProject()}-${pulumi.getStack()}-${name}`;
    const group = (kind: "output" | "error") => {
      const logArgs: aws.cloudwatch.LogGroupArgs = { region, name: `${prefix}/${kind}`, retentionInDays: 30 };
      return new aws.cloudwatch.LogGroup(`${name}-${kind}`, transform(logArgs, change?.logGroup), { parent: this });
    };
    const [output, error] = [group("output"), group("error")];
    return { prefix, output: output.name, arns: [output.arn, error.arn] };
  }
}

/** Spark lists before it reads; S3 answers 404 rather than 403 to who may list. */
function readCode({ arn }: SparkCode): Statement[] {
  return [
    { actions: ["s3:ListBucket"], resources: [arn] },
    { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${arn}/*`] },
  ];
}

function writeLogs(groups: readonly pulumi.Output<string>[]): Statement[] {
  const streams = groups.map((arn) => pulumi.interpolate`${arn}:*`);
  return [{ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: streams }];
}

/** A metric has no ARN: its namespace bounds what may be written. */
const writeMetrics: Statement = {
  actions: ["cloudwatch:PutMetricData"],
  resources: ["*"],
  conditions: { StringEquals: { "cloudwatch:namespace": "Glue" } },
};

/**
 * Spark's configuration as one argument, as Glue takes several. S3A, which serves s3:// in Glue 5.1, asks S3 for the
 * region of a bucket that it is not told of.
 * @see https://docs.aws.amazon.com/glue/latest/dg/migrating-version-51.html
 * @see https://hadoop.apache.org/docs/stable/hadoop-aws/tools/hadoop-aws/connecting.html
 */
function sparkConf(buckets: SparkJobArgs["buckets"]): pulumi.Output<string> {
  const settings = buckets.map(
    ({ bucket, region }) => pulumi.interpolate`spark.hadoop.fs.s3a.bucket.${bucket}.endpoint.region=${region}`,
  );
  return pulumi.all(settings).apply((all) => all.join(" --conf "));
}
