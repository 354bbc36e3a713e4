import validator from "asl-validator";
import { describe, expect, it } from "vitest";
import { logGroupPage, logPage, streamsPage } from "../../../core/alert/consoleLinks.ts";
import type { Arns } from "../../../core/flow/arns.ts";
import { trafficFlow } from "../../../stacks/traffic/flow.ts";
import { rangeFlow } from "../../../stacks/traffic/rangeFlow.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const arns: Arns = {
  functions: Object.fromEntries(
    ["plan-days", "build-query", "build-job", "stage-days"].map((name) => [name, arn("lambda", `function:${name}`)]),
  ),
  machines: { range: arn("states", "stateMachine:range"), region: arn("states", "stateMachine:region") },
  topics: { alerts: arn("sns", "alerts") },
  resources: {
    "raw-crawler": arn("glue", "crawler/raw"),
    "result-crawler": arn("glue", "crawler/result"),
    workgroup: arn("athena", "workgroup/traffic"),
    "traffic-spark": arn("glue", "job/traffic-spark"),
  },
  settings: {
    ...{ "raw-crawler": "raw", "result-crawler": "result", "raw-bucket": "raw", workgroup: "traffic" },
    "traffic-spark": "traffic-spark",
    "plan-days-log": logPage("eu-west-1", "plan-days"),
    ...Object.fromEntries(
      ["build", "stage-days", "commit", "register", "run-job"].map((step) => [
        `${step}-group`,
        logGroupPage("eu-west-1", step),
      ]),
    ),
    "run-job-streams": streamsPage("eu-west-1", "run-job"),
  },
};

describe.each([
  ["main", trafficFlow({ engine: "athena", commandOptions: "--stack prod --aws" })],
  ["main-spark", trafficFlow({ engine: "spark" })],
  ["range", rangeFlow({ engine: "athena" })],
  ["range-spark", rangeFlow({ engine: "spark" })],
] as const)("the %s machine of traffic", (name, flow) => {
  it("compiles to the definition that is reviewed in the golden file", async () => {
    const definition = `${JSON.stringify(flow.toAsl(arns), null, 2)}\n`;
    await expect(definition).toMatchFileSnapshot(`../../golden/stacks/traffic.${name}.asl.json`);
  });

  it("is accepted by AWS's schema of the language", () => {
    expect(validator(flow.toAsl(arns))).toMatchObject({ isValid: true });
  });

  it("may do what its steps need and nothing else", async () => {
    const policy = `${JSON.stringify(flow.policy(arns), null, 2)}\n`;
    await expect(policy).toMatchFileSnapshot(`../../golden/stacks/traffic.${name}.policy.json`);
  });
});
