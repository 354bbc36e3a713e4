import type { Arns } from "../../../../core/flow/arns.ts";

const lambda = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

/** ARNs of the resources that the example flows name. */
export const arns = {
  functions: Object.fromEntries(
    ["convert-duckdb", "verify", "far-region", "commit", "register"].map((name) => [name, lambda(name)]),
  ),
  machines: { "region-near": "arn:aws:states:eu-west-1:000000000000:stateMachine:region-near" },
  topics: { alerts: "arn:aws:sns:eu-west-1:000000000000:alerts" },
} satisfies Arns;
