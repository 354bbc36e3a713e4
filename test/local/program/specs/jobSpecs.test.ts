import { describe, expect, it } from "vitest";
import { Graph } from "../../../../local/program/Graph.ts";
import { jobSpecs } from "../../../../local/program/specs/jobSpecs.ts";

function specOf(inputs: Record<string, unknown>) {
  const job = {
    urn: "urn",
    type: "aws:glue/job:Job",
    name: "job",
    parent: undefined,
    component: false,
    region: "eu-west-1",
    id: "job",
    inputs: {
      roleArn: "arn:aws:iam::000000000000:role/r",
      glueVersion: "5.1",
      command: { scriptLocation: "s3://code/job.py" },
      ...inputs,
    },
    outputs: { name: "job", arn: "arn:aws:glue:eu-west-1:000000000000:job/job" },
  };
  const program = { project: "p", stack: "s", accountId: "000000000000", defaultRegion: "eu-west-1", outputs: {} };
  return jobSpecs(new Graph({ ...program, resources: [job] }))[0];
}

describe("the jobs of a program", () => {
  it("have AWS's defaults for what is left out", () => {
    expect(specOf({})).toMatchObject({ timeoutMinutes: 480, maxRetries: 0, maxConcurrentRuns: 1, queues: false });
  });

  it.each([
    ["another version of Glue", { glueVersion: "4.0" }, "only Glue 5.1 runs locally"],
    ["a Python shell", { command: { name: "pythonshell", scriptLocation: "s3://c/j.py" } }, "only Spark jobs"],
    ["a script outside of S3", { command: { scriptLocation: "job.py" } }, "command.scriptLocation"],
    ["connections", { connections: ["vpc"] }, "connections"],
    ["an argument without dashes", { defaultArguments: { colour: "red" } }, "defaultArguments"],
  ])("are refused with %s", (_, inputs, what) => {
    expect(() => specOf(inputs)).toThrow(
      expect.objectContaining({ code: "program.unsupported_input", message: expect.stringContaining(what) }),
    );
  });
});
