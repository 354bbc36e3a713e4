import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../local/program/Graph.ts";
import { loadFixture } from "../local/fixtures/loadFixture.ts";
import { only, statementsOf } from "../stacks/resources.ts";

let graph: Graph;
beforeAll(async () => {
  graph = await loadFixture(new URL("../local/fixtures/scheduled.ts", import.meta.url));
});

const named = (kind: string, name: string) => only(graph, kind, name);

describe("Schedule", () => {
  it("starts its machine with its input at its times, and tries for a day what fails", () => {
    expect(named("Schedule", "hourly").inputs).toEqual({
      region: "eu-west-1",
      scheduleExpression: "rate(1 hour)",
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: graph.outputs.machineArn,
        roleArn: named("Role", "hourly").outputs.arn,
        input: '{"what":"now"}',
        retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
        deadLetterConfig: { arn: named("Queue", "hourly-dead").outputs.arn },
      },
    });
    expect(graph.outputs.hourly).toBe(named("Schedule", "hourly").outputs.arn);
  });

  it("is read in a zone, gives an empty input where none is said, and takes a program's changes", () => {
    expect(named("Schedule", "nightly").inputs).toMatchObject({
      scheduleExpressionTimezone: "Europe/Brussels",
      description: "every night",
      target: { input: "{}" },
    });
  });

  it("has a role that the scheduler assumes, which may start that machine and put aside, and nothing else", () => {
    const { Statement } = JSON.parse(String(named("Role", "hourly").inputs.assumeRolePolicy));
    expect(Statement).toEqual([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "scheduler.amazonaws.com" } },
    ]);
    const granted = statementsOf(named("RolePolicy", "hourly").inputs.policy);
    expect(granted.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["states:StartExecution"], [graph.outputs.machineArn]],
      [["sqs:SendMessage"], [named("Queue", "hourly-dead").outputs.arn]],
    ]);
  });

  it("tells of what lies in its queue", () => {
    expect(graph.outputs.deadLetterQueueArn).toBe(named("Queue", "nightly-dead").outputs.arn);
    expect(named("MetricAlarm", "nightly-dead").inputs).toMatchObject({
      dimensions: { QueueName: named("Queue", "nightly-dead").outputs.name },
      alarmActions: [named("Topic", "alerts").outputs.arn],
      alarmDescription:
        "Pipeline demo: scheduled executions could not be started. Look: npx sluice deadletters --stack dev --aws.",
    });
  });
});
