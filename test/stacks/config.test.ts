import { describe, expect, it } from "vitest";
import { loadStack } from "./loadStack.ts";

const valid = { "aws:region": "eu-central-1", "sluice:farRegion": "ap-southeast-2" };
const refusal = async (config: Record<string, string>) => {
  const refused = await loadStack(config).catch((error: unknown) => error);
  return refused as { code: string; message: string };
};

const setFar = "run pulumi config set sluice:farRegion us-east-1";
const setNear = "run pulumi config set aws:region eu-west-1";
const setPipelines = 'run pulumi config set --path "sluice:pipelines[0]" csv-lake';

describe("a stack's configuration", () => {
  it.each([
    ["no far region", { "aws:region": "eu-west-1" }, "sluice:farRegion: ", setFar],
    [
      "a far region that is none",
      { ...valid, "sluice:farRegion": "mars" },
      "sluice:farRegion: is not the name of an AWS region",
      setFar,
    ],
    [
      "one region as both",
      { ...valid, "sluice:farRegion": "eu-central-1" },
      "sluice:farRegion: is the same region as aws:region",
      setFar,
    ],
    ["no near region", { "sluice:farRegion": "eu-west-1" }, "aws:region: ", setNear],
    [
      "a near region that is none",
      { ...valid, "aws:region": "eu-west" },
      "aws:region: is not the name of an AWS region",
      setNear,
    ],
    ["a pipeline that there is not", { ...valid, "sluice:pipelines": '["csv-like"]' }, '"csv-lake"', setPipelines],
    ["no pipeline at all", { ...valid, "sluice:pipelines": "[]" }, "sluice:pipelines: ", setPipelines],
    ["pipelines that are no list", { ...valid, "sluice:pipelines": "csv-lake" }, "expected array", setPipelines],
  ])("is refused with %s, naming the key and the command that mends it", async (_, config, what, mend) => {
    const { code, message } = await refusal(config);
    expect(code).toBe("config.invalid");
    expect(message).toContain("Pulumi.test.yaml: ");
    expect(message).toContain(what);
    expect(message).toContain(mend);
  });
});
