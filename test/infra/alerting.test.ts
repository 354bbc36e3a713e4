import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../local/program/Graph.ts";
import { loadFixture } from "../local/fixtures/loadFixture.ts";
import { ofKind, only, statementsOf } from "../stacks/resources.ts";

let graph: Graph;
beforeAll(async () => {
  graph = await loadFixture(new URL("../local/fixtures/alerting.ts", import.meta.url));
});

const named = (kind: string, name: string) => only(graph, kind, name);
const topicArn = () => named("Topic", "alerts").outputs.arn;
const queueArn = (name: string) => named("Queue", name).outputs.arn;
const account = { "aws:SourceAccount": "000000000000" };

describe("every queue of dead letters", () => {
  it("keeps what lies in it for fourteen days, and has an alarm as long as something does", () => {
    const dead = ofKind(graph, "Queue").filter(({ name }) => name.endsWith("-dead"));
    expect(dead.map(({ name }) => name).sort()).toEqual([
      "alerts-dead",
      "expect-dead",
      "failures-dead",
      "landing-dead",
      "mute-dead",
      "refused-dead",
    ]);
    for (const { name, inputs, outputs } of dead) {
      expect(inputs.messageRetentionSeconds).toBe(14 * 24 * 3600);
      const alarm = named("MetricAlarm", name).inputs;
      expect(alarm).toMatchObject({
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: outputs.name },
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [name === "mute-dead" ? "arn:aws:sns:eu-west-1:000000000000:gone" : topicArn()],
      });
      expect(alarm.alarmDescription).toMatch(
        name === "landing-dead"
          ? /: npx sluice deadletters --stack dev --aws --redrive$/
          : /: npx sluice deadletters --stack dev --aws\.$/,
      );
    }
  });

  it.each([
    ["alerts-dead", "sns.amazonaws.com", () => topicArn()],
    ["failures-dead", "events.amazonaws.com", () => named("EventRule", "failures").outputs.arn],
  ])("%s takes what %s sends for the one resource that it is behind", (name, Service, source) => {
    const [statement, ...more] = statementsOf(named("QueuePolicy", name).inputs.policy);
    expect(more).toEqual([]);
    expect(statement).toEqual({
      Effect: "Allow",
      Action: ["sqs:SendMessage"],
      Resource: [queueArn(name)],
      Principal: { Service },
      Condition: { StringEquals: account, ArnEquals: { "aws:SourceArn": source() } },
    });
  });
});

describe("Alerts", () => {
  it("mails to each address, and keeps what could not be delivered", () => {
    const subscriptions = ofKind(graph, "TopicSubscription").map(({ inputs }) => inputs);
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("alerts-dead") });
    const about = { topic: topicArn(), protocol: "email", redrivePolicy };
    expect(subscriptions).toEqual([
      expect.objectContaining({ ...about, endpoint: "oncall@example.org" }),
      expect.objectContaining({ ...about, endpoint: "data@example.org" }),
    ]);
  });

  it("takes what rules and alarms of its account publish", () => {
    const statements = statementsOf(named("TopicPolicy", "alerts").inputs.policy);
    const of = (Service: string) => ({
      Effect: "Allow",
      Action: ["sns:Publish"],
      Resource: [topicArn()],
      Principal: { Service },
      Condition: { StringEquals: account },
    });
    expect(statements).toEqual([of("events.amazonaws.com"), of("cloudwatch.amazonaws.com")]);
  });
});

describe("FailureRule", () => {
  it("asks for the bad ends of its machines, but for those that a mail tells of", () => {
    expect(JSON.parse(String(named("EventRule", "failures").inputs.eventPattern))).toEqual({
      source: ["aws.states"],
      "detail-type": ["Step Functions Execution Status Change"],
      detail: {
        stateMachineArn: ["main", "in-region"].map((name) => named("StateMachine", name).outputs.arn),
        $or: [
          { status: ["TIMED_OUT", "ABORTED"] },
          { status: ["FAILED"], cause: [null, { "anything-but": { suffix: [" (mailed)", " (told to csv-lake)"] } }] },
        ],
      },
    });
  });

  it("starts a machine with the event as it is, in a role that may do nothing else, and keeps what it cannot start", () => {
    const { outputs, inputs: teller } = named("StateMachine", "failures-ended");
    const { inputs } = named("EventTarget", "failures");
    expect(inputs).toEqual({
      region: "eu-west-1",
      rule: named("EventRule", "failures").outputs.name,
      arn: outputs.arn,
      roleArn: named("Role", "failures").outputs.arn,
      deadLetterConfig: { arn: queueArn("failures-dead") },
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 20 },
    });
    expect(teller.type).toBe("STANDARD");
    const [start, ...more] = statementsOf(named("RolePolicy", "failures").inputs.policy);
    expect(more).toEqual([]);
    expect(start).toEqual({ Effect: "Allow", Action: ["states:StartExecution"], Resource: [outputs.arn] });
    const { Statement } = JSON.parse(String(named("Role", "failures").inputs.assumeRolePolicy));
    expect(Statement).toEqual([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "events.amazonaws.com" } },
    ]);
  });

  it("lets that machine read the histories of the machines of the rule, and publish to their topic", () => {
    const executions = ["main", "in-region"].map((name) => `arn:aws:states:eu-west-1:000000000000:execution:${name}:*`);
    const granted = statementsOf(named("RolePolicy", "failures-ended").inputs.policy);
    expect(granted.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["states:GetExecutionHistory"], executions],
      [["sns:Publish"], [topicArn()]],
    ]);
  });

  it("has an alarm where that machine fails, which is neither watched by the rule nor given a time of its own", () => {
    const { outputs, inputs } = named("StateMachine", "failures-ended");
    expect(named("MetricAlarm", "failures-untold").inputs).toMatchObject({
      namespace: "AWS/States",
      metricName: "ExecutionsFailed",
      dimensions: { StateMachineArn: outputs.arn },
      statistic: "Sum",
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [topicArn()],
    });
    expect(String(named("EventRule", "failures").inputs.eventPattern)).not.toContain(String(outputs.name));
    expect(JSON.parse(String(inputs.definition))).not.toHaveProperty("TimeoutSeconds");
  });
});

describe("ExpectFiles", () => {
  it("has an alarm for each dataset that expects files, over just the span that it says", () => {
    const alarms = ofKind(graph, "MetricAlarm").filter(
      ({ name }) => name.startsWith("expect") && !name.endsWith("-dead"),
    );
    expect(alarms.map(({ name }) => name)).toEqual(["expect-birdstrikes"]);
    const mailer = named("Function", "expect").outputs.arn;
    const dimensions = { service: graph.outputs.triggerName, dataset: "birdstrikes" };
    expect(alarms[0]?.inputs).toMatchObject({
      alarmDescription: "Pipeline csv-lake: no file for birdstrikes in 1 day",
      metricQueries: [
        {
          id: "landed",
          metric: { namespace: "Sluice", metricName: "FilesLanded", dimensions, stat: "Sum", period: 3600 },
        },
        { id: "filled", expression: "FILL(landed, 0)", returnData: true },
      ],
      evaluationPeriods: 24,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      alarmActions: [mailer],
      okActions: [mailer],
    });
  });

  it("has one function that alarms of its account may invoke, which may look, mail and put aside", () => {
    expect(named("Permission", "expect").inputs).toMatchObject({
      function: named("Function", "expect").id,
      action: "lambda:InvokeFunction",
      principal: "lambda.alarms.cloudwatch.amazonaws.com",
      sourceAccount: "000000000000",
    });
    const { inputs } = named("Function", "expect");
    expect(inputs.deadLetterConfig).toEqual({ targetArn: queueArn("expect-dead") });
    expect(inputs.environment).toMatchObject({ variables: { SLUICE_EXPECTED: '{"birdstrikes":"1 day"}' } });
    const [, ...granted] = statementsOf(named("RolePolicy", "expect").inputs.policy);
    expect(granted.map(({ Action, Resource }) => [...Action, ...Resource])).toEqual([
      ["s3:ListBucket", named("Bucket", "landing").outputs.arn],
      ["sns:Publish", topicArn()],
      ["sqs:SendMessage", queueArn("expect-dead")],
    ]);
  });
});
