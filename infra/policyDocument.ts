import * as pulumi from "@pulumi/pulumi";

/** One permission of a role, in IAM's own words. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly pulumi.Input<string>[];
}

/** The policy document of these permissions, each an Allow. */
export function policyDocument(permissions: readonly Statement[]): pulumi.Output<string> {
  const statements = permissions.map(({ actions, resources }) => ({
    Effect: "Allow",
    Action: [...actions],
    Resource: [...resources],
  }));
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
