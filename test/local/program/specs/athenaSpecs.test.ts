import { describe, expect, it } from "vitest";
import { Graph } from "../../../../local/program/Graph.ts";
import { athenaSpecs } from "../../../../local/program/specs/athenaSpecs.ts";

function specOf(inputs: Record<string, unknown>) {
  const workgroup = {
    urn: "urn",
    type: "aws:athena/workgroup:Workgroup",
    name: "w",
    parent: undefined,
    component: false,
    region: "eu-west-1",
    id: "w",
    inputs,
    outputs: { name: "w", arn: "arn:aws:athena:eu-west-1:000000000000:workgroup/w" },
  };
  const program = { project: "p", stack: "s", accountId: "000000000000", defaultRegion: "eu-west-1", outputs: {} };
  return athenaSpecs(new Graph({ ...program, resources: [workgroup] }))[0];
}

describe("the workgroups of a program", () => {
  it("enforce their settings where nothing else is said, as on AWS", () => {
    expect(specOf({})).toMatchObject({ isEnforced: true, outputLocation: undefined, bytesScannedCutoff: undefined });
    expect(specOf({ configuration: { enforceWorkgroupConfiguration: false } })?.isEnforced).toBe(false);
  });

  it.each([
    ["an engine that the host does not have", { engineVersion: { selectedEngineVersion: "PySpark engine version 3" } }],
    ["a cutoff below 10 MB", { bytesScannedCutoffPerQuery: 1 }],
    ["results outside of S3", { resultConfiguration: { outputLocation: "results/" } }],
    ["another owner of the bucket", { resultConfiguration: { expectedBucketOwner: "111111111111" } }],
  ])("are refused with %s", (_, configuration) => {
    expect(() => specOf({ configuration })).toThrow(expect.objectContaining({ code: "program.unsupported_input" }));
  });
});
