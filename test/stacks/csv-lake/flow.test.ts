import validator from "asl-validator";
import { describe, expect, it } from "vitest";
import type { Arns } from "../../../core/flow/arns.ts";
import { mainFlow } from "../../../stacks/csv-lake/flow.ts";
import { regionFlow } from "../../../stacks/csv-lake/regionFlow.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const arns: Arns = {
  functions: Object.fromEntries(
    ["convert-duckdb", "verify", "far-region", "commit", "register"].map((name) => [
      name,
      arn("lambda", `function:${name}`),
    ]),
  ),
  machines: { "near-region": arn("states", "stateMachine:near-region") },
  topics: { alerts: arn("sns", "alerts") },
};

describe.each([
  ["main", mainFlow],
  ["region", regionFlow],
] as const)("the %s machine", (name, flow) => {
  it("compiles to the definition that is reviewed in the golden file", async () => {
    const definition = `${JSON.stringify(flow.toAsl(arns), null, 2)}\n`;
    await expect(definition).toMatchFileSnapshot(`../../golden/stacks/csv-lake.${name}.asl.json`);
  });

  it("is accepted by AWS's schema of the language", () => {
    expect(validator(flow.toAsl(arns))).toMatchObject({ isValid: true });
  });

  it("may do what its steps need and nothing else", async () => {
    const policy = `${JSON.stringify(flow.policy(arns), null, 2)}\n`;
    await expect(policy).toMatchFileSnapshot(`../../golden/stacks/csv-lake.${name}.policy.json`);
  });
});
