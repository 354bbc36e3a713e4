import * as pulumi from "@pulumi/pulumi";

/** One permission of a role, in IAM's own words. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly pulumi.Input<string>[];
  /** Operator, then key, then value: `{ StringEquals: { "aws:RequestedRegion": "eu-west-1" } }`. @default none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, pulumi.Input<string>>>>>;
}

/** The policy document of these permissions, each an Allow. */
export function policyDocument(permissions: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statementsOf(permissions) });
}

/** The statements of such a document. */
export function statementsOf(permissions: readonly Statement[]) {
  return permissions.map(({ actions, resources, conditions }) => ({
    Effect: "Allow",
    Action: [...actions],
    Resource: [...resources],
    ...(conditions && { Condition: conditions }),
  }));
}
