import * as pulumi from "@pulumi/pulumi";
import { csv } from "../../core/contract/csv.ts";
import { dataset } from "../../core/contract/dataset.ts";
import { t } from "../../core/contract/t.ts";
import { PrivateBucket } from "../../infra/PrivateBucket.ts";
import { SparkCode } from "../../infra/SparkCode.ts";
import { SparkJob } from "../../infra/SparkJob.ts";

/** A program of a Spark job with nothing given that can be left out, and of one with all of it changed. */
const region = "eu-north-1";
const signs = dataset("signs", { source: csv(), columns: { id: t.int() } });
const { bucket, arn } = new PrivateBucket("lake", { region });
const code = new SparkCode("code", { region, script: "csv_to_parquet.py", contracts: [signs] });
const given = {
  ...{ region, code, workerType: "G.1X", workers: 2 },
  arguments: { "--targets": "[]" } as const,
  buckets: [
    { bucket, region },
    { bucket: "elsewhere", region: "sa-east-1" },
  ],
  permissions: [{ actions: ["s3:GetObject"], resources: [pulumi.interpolate`${arn}/in/*`] }],
};
const bare = new SparkJob("bare", given);
new SparkJob("full", {
  ...given,
  ...{ timeout: 7, maxConcurrentRuns: 1 },
  transform: {
    job: (args) => ({ ...args, executionClass: "FLEX" }),
    role: { tags: { team: "roads" } },
    logGroup: { retentionInDays: 3 },
  },
});

export const { plans, hash } = code;
export const signsHash = signs.hash;
export const { logGroup, arn: jobArn } = bare;
