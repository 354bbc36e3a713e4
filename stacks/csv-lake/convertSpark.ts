import * as pulumi from "@pulumi/pulumi";
import { registry } from "../../datasets/registry.ts";
import type { Landing } from "../../infra/Landing.ts";
import { SparkCode } from "../../infra/SparkCode.ts";
import { SparkJob } from "../../infra/SparkJob.ts";
import type { StackConfig } from "../config.ts";
import type { Regional } from "../shared/regional.ts";

export interface ConvertSparkArgs extends Pick<StackConfig, "sparkWorkerType" | "sparkWorkers"> {
  readonly landing: Landing;
  readonly near: Regional;
  readonly far: Regional | undefined;
}

/** The spark engine: the job, and where its code lies. */
export interface ConvertSpark {
  readonly job: SparkJob;
  readonly code: SparkCode;
}

/** Declares the job that converts what is too large for a function, and what has a transform. */
export function convertSpark(args: ConvertSparkArgs, parent: pulumi.Resource): ConvertSpark {
  const { landing, near, far } = args;
  const { region } = near;
  const lakes = [near, ...(far ? [far] : [])].map((each) => ({ region: each.region, ...bucketOf(each) }));
  const code = new SparkCode(
    "csv-lake-spark",
    { region, script: "csv_to_parquet.py", contracts: [...registry.values()] },
    { parent },
  );
  const targets = lakes.map(({ region: target, bucket }) => ({ region: target, bucket }));
  const job = new SparkJob(
    "csv-lake-convert-spark",
    {
      region,
      code,
      workerType: args.sparkWorkerType,
      workers: args.sparkWorkers,
      arguments: { "--targets": pulumi.jsonStringify(targets) },
      buckets: [{ region, bucket: landing.bucket }, { region, bucket: code.bucket }, ...targets],
      permissions: permissionsOn(
        landing.bucketArn,
        lakes.map(({ arn }) => arn),
      ),
    },
    { parent },
  );
  return { job, code };
}

function bucketOf({ lake }: Regional) {
  return { bucket: lake.bucket, arn: lake.arn };
}

/** Reads the version that landed, and writes what is staged: under names of its own first, which it removes. */
function permissionsOn(landing: pulumi.Output<string>, lakes: readonly pulumi.Output<string>[]) {
  return [
    { actions: ["s3:GetObjectVersion"], resources: [pulumi.interpolate`${landing}/*`] },
    { actions: ["s3:ListBucket"], resources: lakes },
    {
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      resources: lakes.map((arn) => pulumi.interpolate`${arn}/staging/*`),
    },
  ];
}
