import { describe, expect, it } from "vitest";
import { Graph } from "../../../../local/program/Graph.ts";
import type { Properties } from "../../../../local/program/Resource.ts";
import { scheduleSpecs } from "../../../../local/program/specs/scheduleSpecs.ts";

const machineArn = "arn:aws:states:eu-west-1:000000000000:stateMachine:m";
const target = { arn: machineArn, roleArn: "arn:aws:iam::000000000000:role/r" };
const plain = { scheduleExpression: "rate(1 day)", flexibleTimeWindow: { mode: "OFF" }, target };

function read(inputs: Properties) {
  const schedule = {
    urn: "urn",
    type: "aws:scheduler/schedule:Schedule",
    name: "s",
    parent: undefined,
    component: false,
    region: "eu-west-1",
    id: "default/s",
    inputs,
    outputs: { name: "s", arn: "arn:aws:scheduler:eu-west-1:000000000000:schedule/default/s" },
  };
  const program = { project: "p", stack: "s", accountId: "000000000000", defaultRegion: "eu-west-1", outputs: {} };
  return scheduleSpecs(new Graph({ ...program, resources: [schedule] }));
}

describe("the schedules of a program", () => {
  it("have the defaults of EventBridge Scheduler", () => {
    expect(read(plain)).toEqual([
      {
        name: "s",
        region: "eu-west-1",
        arn: "arn:aws:scheduler:eu-west-1:000000000000:schedule/default/s",
        expression: "rate(1 day)",
        zone: "UTC",
        machineArn,
        roleArn: target.roleArn,
        input: "{}",
        retry: { seconds: 86_400, attempts: 185 },
        deadLetterArn: undefined,
      },
    ]);
  });

  it("are not served where they are disabled", () => {
    expect(read({ ...plain, state: "DISABLED" })).toEqual([]);
  });

  it.each([
    ["a window that is flexible", { flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 5 } }],
    ["a start", { startDate: "2030-01-01T01:00:00Z" }],
    ["a group of their own", { groupName: "g" }],
    ["a function as target", { target: { ...target, arn: "arn:aws:lambda:eu-west-1:000000000000:function:f" } }],
    ["retries for more than a day", { target: { ...target, retryPolicy: { maximumEventAgeInSeconds: 100_000 } } }],
  ])("are refused with %s", (_, change) => {
    const error = expect.objectContaining({ code: "program.unsupported_input" });
    expect(() => read({ ...plain, ...change })).toThrow(error);
  });
});
