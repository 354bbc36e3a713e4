import * as pulumi from "@pulumi/pulumi";
import { type QueryResults, resultPrefix } from "./Athena.ts";
import { glueArns } from "./glueArns.ts";
import type { Statement } from "./policyDocument.ts";

/** A table that queries read or write, and where its files lie. */
export interface QueriedTable {
  /** ARN of its Glue database. */
  readonly databaseArn: pulumi.Output<string>;
  /** Its name; `*` is every table of the database. */
  readonly table: string;
  /** ARN of the bucket of its files. */
  readonly bucketArn: pulumi.Input<string>;
  /** Prefix of the keys of its files: `rows/readings/`. */
  readonly prefix: string;
}

export interface QueriedTables {
  /** ARN of the workgroup that runs the queries. */
  readonly workgroupArn: pulumi.Input<string>;
  readonly results: QueryResults;
  readonly reads: readonly QueriedTable[];
  /** Tables that are inserted into, which are read too. @default none */
  readonly writes?: readonly QueriedTable[] | undefined;
}

/**
 * What a role needs to run queries: Athena reads the catalog and reaches S3 in the name of its caller.
 * @see https://docs.aws.amazon.com/athena/latest/ug/managed-policies.html
 */
export function queryPermissions({ workgroupArn, results, reads, writes = [] }: QueriedTables): Statement[] {
  const tables = [...reads, ...writes];
  const buckets = [results.bucketArn, ...tables.map(({ bucketArn }) => bucketArn)];
  const result = pulumi.interpolate`${results.bucketArn}/${resultPrefix(results)}*`;
  return [
    { actions: queryActions, resources: [workgroupArn] },
    { actions: readCatalog, resources: catalogArns(tables) },
    { actions: ["s3:ListBucket", "s3:GetBucketLocation"], resources: buckets },
    { actions: ["s3:GetObject"], resources: [...tables.map(filesOf), result] },
    { actions: ["s3:PutObject", "s3:AbortMultipartUpload"], resources: [...writes.map(filesOf), result] },
    ...(writes.length === 0 ? [] : [{ actions: writeCatalog, resources: catalogArns(writes) }]),
  ];
}

const queryActions = [
  "athena:StartQueryExecution",
  "athena:GetQueryExecution",
  "athena:BatchGetQueryExecution",
  "athena:GetQueryResults",
  "athena:StopQueryExecution",
  "athena:GetWorkGroup",
];
const readCatalog = [
  "glue:GetDatabase",
  "glue:GetTable",
  "glue:GetPartition",
  "glue:GetPartitions",
  "glue:BatchGetPartition",
];
const writeCatalog = ["glue:CreatePartition", "glue:BatchCreatePartition"];

/** Glue asks for the catalog and the database beside the table. */
function catalogArns(tables: readonly QueriedTable[]): pulumi.Input<string>[] {
  return tables.flatMap(({ databaseArn, table }) => {
    const arns = glueArns(databaseArn);
    return [arns.catalog, databaseArn, arns.table(table)];
  });
}

function filesOf({ bucketArn, prefix }: QueriedTable): pulumi.Output<string> {
  return pulumi.interpolate`${bucketArn}/${prefix}*`;
}
