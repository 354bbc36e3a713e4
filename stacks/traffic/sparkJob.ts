import * as pulumi from "@pulumi/pulumi";
import { sparkSettings } from "../../core/emit/spark/sparkSettings.ts";
import { trafficSpeeds } from "../../datasets/trafficSpeeds.ts";
import type { PrivateBucket } from "../../infra/PrivateBucket.ts";
import { SparkCode } from "../../infra/SparkCode.ts";
import { SparkJob } from "../../infra/SparkJob.ts";
import type { StackConfig } from "../config.ts";
import type { Regional } from "../shared/regional.ts";
import { resultTables } from "./resultTables.ts";

export interface TrafficSparkArgs extends Pick<StackConfig, "sparkWorkerType" | "sparkWorkers"> {
  readonly raw: PrivateBucket;
  readonly near: Regional;
}

/** Declares the job that runs the transform in place of Athena, on the same files and into the same folder. */
export function sparkJob({ raw, near, ...workers }: TrafficSparkArgs, parent: pulumi.Resource): SparkJob {
  const { region, lake } = near;
  const queries = [trafficSpeeds.name];
  const code = new SparkCode("traffic-spark", { region, script: "query_to_parquet.py", queries }, { parent });
  const buckets = [raw.bucket, code.bucket, lake.bucket].map((bucket) => ({ bucket, region }));
  const staging = resultTables[1].prefix;
  return new SparkJob(
    "traffic-spark",
    {
      ...{ region, code, buckets, workerType: workers.sparkWorkerType, workers: workers.sparkWorkers },
      arguments: {
        "--query": code.queries[trafficSpeeds.name] ?? "",
        "--settings": JSON.stringify(sparkSettings),
        "--partitions": trafficSpeeds.partitionKeys.map(({ name }) => name).join(","),
        "--sort": "location,recorded_at",
        "--target": pulumi.interpolate`s3://${lake.bucket}/${staging}`,
      },
      permissions: [
        { actions: ["s3:ListBucket"], resources: [raw.arn, lake.arn] },
        { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${raw.arn}/*`] },
        {
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
          resources: [pulumi.interpolate`${lake.arn}/${staging}*`],
        },
      ],
    },
    { parent },
  );
}
