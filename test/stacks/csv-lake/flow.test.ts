import validator from "asl-validator";
import { describe, expect, it } from "vitest";
import { logPage, streamsPage } from "../../../core/alert/consoleLinks.ts";
import type { Arns } from "../../../core/flow/arns.ts";
import { mainFlow } from "../../../stacks/csv-lake/flow.ts";
import { regionFlow } from "../../../stacks/shared/regionFlow.ts";

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const functions = [
  ...["convert-inline", "convert-duckdb", "find-staged", "compare-schema", "verify", "far-region"],
  ...["commit", "register"],
];
const arns: Arns = {
  functions: Object.fromEntries(functions.map((name) => [name, arn("lambda", `function:${name}`)])),
  machines: { "near-region": arn("states", "stateMachine:near-region") },
  topics: { alerts: arn("sns", "alerts") },
  resources: {
    "convert-spark": arn("glue", "job/convert-spark"),
    "landing-crawler": arn("glue", "crawler/landing"),
    "lake-crawler": arn("glue", "crawler/lake"),
    workgroup: arn("redshift-serverless", "workgroup/0a1b2c3d-0000-0000-0000-000000000000"),
  },
  settings: {
    "convert-spark": "convert-spark",
    "convert-spark-log": logPage("eu-west-1", "/aws-glue/jobs/convert-spark/output"),
    "convert-spark-streams": streamsPage("eu-west-1", "/aws-glue/jobs/convert-spark/output"),
    "spark-plans": "s3://code/plans/",
    "landing-crawler": "landing",
    "lake-crawler": "lake",
    "near-region": "eu-west-1",
    "near-machine": arn("states", "stateMachine:near-region"),
    "far-region": "us-east-1",
    "far-machine": "arn:aws:states:us-east-1:123456789012:stateMachine:far-region",
    ...Object.fromEntries(
      [...functions, "near-commit", "near-register", "far-commit", "far-register"].map((name) => [
        `${name}-log`,
        logPage("eu-west-1", name),
      ]),
    ),
  },
};

describe.each([
  ["main", mainFlow({ far: true, crawl: true, commandOptions: "--stack prod --aws" })],
  ["main-of-one-region", mainFlow({ far: false, crawl: false })],
  ["region", regionFlow({ pipeline: "csv-lake", crawl: true, warehouse: true })],
  ["region-without-warehouse", regionFlow({ pipeline: "csv-lake", crawl: false, warehouse: false })],
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

describe("a machine without a part", () => {
  it("names nothing that only the part needs", () => {
    expect(mainFlow({ far: false, crawl: false }).uses).toMatchObject({
      functions: ["convert-duckdb", "convert-inline", "find-staged", "verify"],
      resources: ["convert-spark"],
      settings: expect.not.arrayContaining([expect.stringMatching(/^far|crawler$/)]),
    });
    expect(regionFlow({ pipeline: "csv-lake", crawl: false, warehouse: false }).uses).toMatchObject({
      resources: [],
      settings: [],
    });
  });
});
