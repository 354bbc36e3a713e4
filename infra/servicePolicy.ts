import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "./accountOf.ts";

/** An AWS service that may act on a resource. */
export interface ServiceGrant {
  /** Its principal: `events.amazonaws.com`. */
  readonly service: string;
  /** The ARN of the one resource on whose behalf it acts. @default any of the account's */
  readonly sourceArn?: pulumi.Input<string>;
}

/**
 * The policy of a resource that lets services of AWS do one thing to it, on behalf of the resource's own account alone.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function servicePolicy(
  action: string,
  resourceArn: pulumi.Input<string>,
  grants: readonly ServiceGrant[],
): pulumi.Output<string> {
  const statements = grants.map(({ service, sourceArn }) => ({
    Effect: "Allow",
    Action: action,
    Resource: resourceArn,
    Principal: { Service: service },
    Condition: {
      StringEquals: { "aws:SourceAccount": accountOf(resourceArn) },
      ...(sourceArn && { ArnEquals: { "aws:SourceArn": sourceArn } }),
    },
  }));
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}
