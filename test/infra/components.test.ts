import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../local/program/Graph.ts";
import { loadProgram } from "../../local/program/loadProgram.ts";
import { kindOf, ofKind, only, statementsOf } from "../stacks/resources.ts";

const load = (config: Record<string, string>) =>
  loadProgram({ entry: fileURLToPath(new URL("./components.ts", import.meta.url)), project: "p", stack: "s", config });
let graph: Graph;

beforeAll(async () => {
  graph = await load({ "aws:region": "sa-east-1" });
});

const named = (kind: string, name: string) => only(graph, kind, name);

describe("every component", () => {
  it("puts all that it makes in the region it is given, whatever the default is, roles and their policies excepted", () => {
    const elsewhere = graph.resources.filter(({ component, region }) => !component && region !== "eu-north-1");
    expect(new Set(elsewhere.map(kindOf))).toEqual(new Set(["Role", "RolePolicy"]));
  });

  it("holds what it makes, so that a preview shows a tree", () => {
    const orphans = graph.resources.filter(({ component, parent }) => !component && !parent?.includes("sluice:infra:"));
    expect(orphans).toEqual([]);
  });
});

describe("PrivateBucket", () => {
  it("keeps no versions and removes no object unless it is asked to", () => {
    const kinds = graph.resources.filter(({ name, type }) => name === "bare" && type.startsWith("aws:s3")).map(kindOf);
    expect(kinds.sort()).toEqual([
      "Bucket",
      "BucketLifecycleConfiguration",
      "BucketPublicAccessBlock",
      "BucketServerSideEncryptionConfiguration",
    ]);
    expect(named("BucketLifecycleConfiguration", "bare").inputs.rules).toEqual([
      expect.objectContaining({ abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }),
    ]);
  });
});

describe("Landing", () => {
  it("lets its bucket alone send to its queue, and only as of its own account", () => {
    const [statement, ...more] = statementsOf(named("QueuePolicy", "landing").inputs.policy);
    const { arn } = named("Bucket", "landing").outputs;
    const account = { "aws:SourceAccount": "000000000000" };
    expect(more).toEqual([]);
    expect(statement).toMatchObject({
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Resource: [named("Queue", "landing").outputs.arn],
      Condition: { StringEquals: account, ArnEquals: { "aws:SourceArn": arn } },
    });
  });

  it("has no alarm on its dead letters where nobody is to be told", () => {
    expect(ofKind(graph, "MetricAlarm")).toEqual([]);
  });

  it("hides a message for six times as long as its consumer may take", () => {
    expect(named("Queue", "landing").inputs.visibilityTimeoutSeconds).toBe(42);
  });

  it("gives the ARN of its dead-letter queue", () => {
    expect(graph.outputs.deadLetterQueueArn).toBe(named("Queue", "landing-dead").outputs.arn);
  });
});

describe("Fn", () => {
  it("has 60 s, 512 MiB and 512 MiB of disk where nothing is given", () => {
    const size = { timeout: 60, memorySize: 512, ephemeralStorage: { size: 512 }, environment: { variables: {} } };
    expect(named("Function", "bare").inputs).toMatchObject(size);
  });

  it("has what is given, its environment resolved", () => {
    const variables = { BUCKET: named("Bucket", "landing").id };
    const size = { timeout: 7, memorySize: 1024, ephemeralStorage: { size: 2048 }, environment: { variables } };
    expect(named("Function", "given").inputs).toMatchObject(size);
  });

  it.each([
    ["bare", []],
    ["given", [{ Action: ["s3:GetObject"], suffix: "/in/*" }]],
  ])("may write its own log and do what it is permitted (%s)", (name, permitted) => {
    const { inputs } = named("RolePolicy", name);
    expect(inputs.role).toBe(named("Role", name).id);
    const log = { Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [`${logArn(name)}:*`] };
    const bucket = named("Bucket", "landing").outputs.arn;
    const granted = permitted.map(({ Action, suffix }) => ({ Action, Resource: [`${bucket}${suffix}`] }));
    expect(statementsOf(inputs.policy)).toEqual([log, ...granted].map((each) => ({ Effect: "Allow", ...each })));
  });
});

const logArn = (name: string) => named("LogGroup", name).outputs.arn;

describe("Machine", () => {
  it("runs the flow with the ARNs that it is given, under a role that may take its steps", () => {
    const [, given] = graph.outputs.fnArns as string[];
    const { inputs } = named("StateMachine", "machine");
    const { States } = JSON.parse(String(inputs.definition));
    expect(States.Step.Arguments.FunctionName).toBe(given);
    expect(inputs.roleArn).toBe(named("Role", "machine").outputs.arn);
    expect(inputs.type).toBe("STANDARD");
    expect(statementsOf(named("RolePolicy", "machine").inputs.policy)).toEqual([
      { Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [given, `${given}:*`] },
    ]);
  });

  it("gives the ARN that all of its executions match", () => {
    const { arn } = named("StateMachine", "machine").outputs;
    expect(graph.outputs.machineArn).toBe(arn);
    expect(graph.outputs.executionsArn).toBe(`${String(arn).replace(":stateMachine:", ":execution:")}:*`);
  });
});

describe("Alerts", () => {
  it("is one topic, and gives its ARN", () => {
    expect(ofKind(graph, "Topic").map(({ outputs }) => outputs.arn)).toEqual([graph.outputs.topicArn]);
  });

  it("has neither subscriptions nor a queue of undelivered mails where no address is given", () => {
    const queues = ofKind(graph, "Queue").map(({ name }) => name);
    expect([ofKind(graph, "TopicSubscription"), queues.sort()]).toEqual([[], ["landing", "landing-dead"]]);
  });
});

describe("policyDocument", () => {
  it("grants nothing where no permission is given", () => {
    expect(JSON.parse(String(graph.outputs.noPermissions))).toEqual({ Version: "2012-10-17", Statement: [] });
  });
});
