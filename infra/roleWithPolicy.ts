import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Transform, transform } from "./transform.ts";

export interface RoleWithPolicyArgs {
  readonly assumeRolePolicy: pulumi.Input<string>;
  /** The policy's text: all that the role may do. */
  readonly policy: pulumi.Input<string>;
  /** @default none */
  readonly tags?: Record<string, string> | undefined;
  readonly transform?: Transform<aws.iam.RoleArgs> | undefined;
}

export interface RoleWithPolicy {
  readonly role: aws.iam.Role;
  /** What acts as the role depends on it. */
  readonly policy: aws.iam.RolePolicy;
}

/** A role and its one policy, both of that name. */
export function roleWithPolicy(
  name: string,
  args: RoleWithPolicyArgs,
  options: pulumi.CustomResourceOptions,
): RoleWithPolicy {
  const { assumeRolePolicy, tags } = args;
  const roleArgs: aws.iam.RoleArgs = { assumeRolePolicy, ...(tags && { tags }) };
  const role = new aws.iam.Role(name, transform(roleArgs, args.transform), options);
  const policy = new aws.iam.RolePolicy(name, { role: role.id, policy: args.policy }, options);
  return { role, policy };
}
