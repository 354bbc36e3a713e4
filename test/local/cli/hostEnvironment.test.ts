import { describe, expect, it } from "vitest";
import { environmentLines, hostEnvironment } from "../../../local/cli/hostEnvironment.ts";
import type { Target } from "../../../local/cli/target/Target.ts";

const outputs = {
  landingBucket: "landing",
  lakes: {},
  databases: {},
  mainMachine: "arn:aws:states:eu-west-1:000000000000:stateMachine:csv-lake",
};
const clientConfig = (region: string) => ({
  region,
  endpoint: "http://127.0.0.1:4566",
  credentials: { accessKeyId: "operator", secretAccessKey: "it's" },
});
const target = (more: object = {}): Pick<Target, "clientConfig" | "outputs"> => ({
  clientConfig,
  outputs: { ...outputs, ...more },
});

describe("the environment that reaches a host", () => {
  it("names endpoint, keys, the region by both of its names, and the warehouse there", () => {
    const warehouses = {
      "us-east-1": { workgroup: "far", database: "sluice" },
      "eu-west-1": { workgroup: "near", database: "sluice" },
    };
    expect(hostEnvironment(target({ warehouses }))).toEqual({
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_ACCESS_KEY_ID: "operator",
      AWS_SECRET_ACCESS_KEY: "it's",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      SLUICE_WORKGROUP: "near",
      SLUICE_DATABASE: "sluice",
    });
  });

  it("names no warehouse where there is none", () => {
    expect(Object.keys(hostEnvironment(target()))).not.toContain("SLUICE_WORKGROUP");
  });

  it("is lines that a shell can evaluate, each value one word, and drops what would lead elsewhere", () => {
    const lines = environmentLines(target());
    expect(lines).toContain("export AWS_ENDPOINT_URL=http://127.0.0.1:4566");
    expect(lines).toContain("export AWS_SECRET_ACCESS_KEY='it'\\''s'");
    expect(lines.at(-1)).toBe("unset AWS_SESSION_TOKEN AWS_PROFILE");
  });
});
