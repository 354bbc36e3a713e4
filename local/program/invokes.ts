import { policyDocument } from "./policyDocument.ts";
import type { Properties } from "./Resource.ts";

/** Where a function of the provider is asked: the account, and the region of its provider or argument. */
export interface Asked {
  readonly inputs: Properties;
  readonly region: string;
  readonly accountId: string;
}

/** The provider functions that a program may call, with what AWS would answer. */
export const invokes: Readonly<Record<string, (asked: Asked) => Record<string, unknown>>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ accountId }) => ({
    id: accountId,
    accountId,
    arn: `arn:aws:iam::${accountId}:user/operator`,
    userId: "operator",
  }),
  "aws:index/getRegion:getRegion": ({ region }) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  "aws:index/getPartition:getPartition": ({ region }) => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
    region,
  }),
  "aws:iam/getPolicyDocument:getPolicyDocument": ({ inputs }) => policyDocument(inputs),
};
