import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "./assumedBy.ts";
import { policyDocument } from "./policyDocument.ts";
import { type RoleWithPolicy, roleWithPolicy } from "./roleWithPolicy.ts";
import type { Transform } from "./transform.ts";

/** What the warehouse of a region reads in place. */
export interface ReadableLake {
  /** ARN of the lake bucket. */
  readonly lakeArn: pulumi.Input<string>;
  /** Name of the Glue database. */
  readonly database: pulumi.Input<string>;
  /** ARNs of the catalog, of that database and of all its tables. */
  readonly catalogArns: readonly pulumi.Input<string>[];
}

/**
 * The role by which Spectrum reads committed rows and rejects, and their tables in the catalog; nothing staged.
 * @see https://docs.aws.amazon.com/redshift/latest/dg/c-spectrum-iam-policies.html
 */
export function warehouseLakeRole(
  name: string,
  { lakeArn, catalogArns }: ReadableLake,
  options: pulumi.CustomResourceOptions,
  change: Transform<aws.iam.RoleArgs> | undefined,
): RoleWithPolicy {
  const committed = ["rows", "rejects"].map((prefix) => pulumi.interpolate`${lakeArn}/${prefix}/*`);
  const policy = policyDocument([
    { actions: ["s3:ListBucket", "s3:GetBucketLocation"], resources: [lakeArn] },
    { actions: ["s3:GetObject"], resources: committed },
    { actions: readCatalog, resources: catalogArns },
  ]);
  const assumeRolePolicy = assumedBy("redshift.amazonaws.com", "redshift-serverless.amazonaws.com");
  return roleWithPolicy(name, { assumeRolePolicy, policy, transform: change }, options);
}

const readCatalog = [
  "glue:GetDatabase",
  "glue:GetDatabases",
  "glue:GetTable",
  "glue:GetTables",
  "glue:GetPartition",
  "glue:GetPartitions",
  "glue:BatchGetPartition",
];
