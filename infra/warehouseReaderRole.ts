import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { warehouseNames } from "../core/emit/warehouseNames.ts";
import { databaseRolesTag } from "./databaseRolesTag.ts";
import { policyDocument } from "./policyDocument.ts";
import { roleWithPolicy } from "./roleWithPolicy.ts";
import type { Transform } from "./transform.ts";

/**
 * The role that people of the account take to query a warehouse by the Data API: whoever has leave of the account to
 * assume it, and no other account. It may look at, fetch and cancel the statements that it started itself.
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
 */
export function warehouseReaderRole(
  name: string,
  workgroupArn: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
  change: Transform<aws.iam.RoleArgs> | undefined,
): aws.iam.Role {
  const { accountId } = aws.getCallerIdentityOutput({}, options);
  const assumeRolePolicy = pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: accountId } }],
  });
  const policy = policyDocument([
    {
      actions: ["redshift-data:ExecuteStatement", "redshift-serverless:GetCredentials"],
      resources: [workgroupArn],
    },
    {
      actions: ["redshift-data:DescribeStatement", "redshift-data:GetStatementResult", "redshift-data:CancelStatement"],
      resources: ["*"],
      conditions: { StringEquals: { "redshift-data:statement-owner-iam-userid": `\${aws:userid}` } },
    },
  ]);
  const tags = databaseRolesTag([warehouseNames.reader]);
  return roleWithPolicy(name, { assumeRolePolicy, policy, tags, transform: change }, options).role;
}
