import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Athena } from "../../infra/Athena.ts";
import { PrivateBucket } from "../../infra/PrivateBucket.ts";
import { policyDocument } from "../../infra/policyDocument.ts";
import { queryPermissions } from "../../infra/queryPermissions.ts";

/** A program of Athena's workgroups, and the policy of who queries. */
const region = "eu-north-1";
const lake = new PrivateBucket("lake", { region });
const database = new aws.glue.CatalogDatabase("db", { name: "traffic", region });
const results = { bucket: lake.bucket, bucketArn: lake.arn };
const athena = new Athena("queries", { region, results });
new Athena("bounded", {
  region,
  results: { ...results, prefix: "answers" },
  bytesScannedCutoff: 20_000_000_000,
  transform: { workgroup: { description: "bounded" } },
});
const files = { databaseArn: database.arn, bucketArn: lake.arn };
const { workgroupArn } = athena;
const reads = [{ ...files, table: "raw", prefix: "raw/" }];
const writes = [{ ...files, table: "speeds", prefix: "speeds/" }];

export const lakeArn = lake.arn;
export const bucket = lake.bucket;
export const { resultLocation } = athena;
export { workgroupArn };
export const reader = pulumi.output(policyDocument(queryPermissions({ workgroupArn, results, reads })));
export const writer = pulumi.output(policyDocument(queryPermissions({ workgroupArn, results, reads, writes })));
