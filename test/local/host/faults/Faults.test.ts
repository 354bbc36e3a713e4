import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CopyObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultRule } from "../../../../local/host/faults/FaultRule.ts";
import { runningHost } from "../../fixtures/runningHost.ts";

const running = runningHost();
const near = "eu-west-1";
let Bucket: string;

beforeAll(() => {
  Bucket = String(running.graph.outputs.bucket);
});
afterEach(() => running.host.faults.clear());

const add = (rule: FaultRule) => running.host.faults.add(rule);
/** As a function has it, but that the SDK tries once alone. */
const once = (region = near) => ({ ...running.host.clientConfig(region), maxAttempts: 1 });
const put = (Key: string, Body: string, s3 = new S3Client(once())) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body }));
async function textOf(Key: string): Promise<string | undefined> {
  const { Body } = await new S3Client(once()).send(new GetObjectCommand({ Bucket, Key }));
  return await Body?.transformToString();
}

describe("a fault", () => {
  it("is answered as each service says that it is asked too often", async () => {
    add({ answer: "throttle" });
    await expect(put("a", "1")).rejects.toMatchObject({ name: "SlowDown", $metadata: { httpStatusCode: 503 } });
    await expect(new SFNClient(once()).send(new ListStateMachinesCommand({}))).rejects.toMatchObject({
      name: "ThrottlingException",
      $metadata: { httpStatusCode: 400 },
    });
    await expect(
      new LambdaClient(once()).send(new InvokeCommand({ FunctionName: "echo", Payload: "{}" })),
    ).rejects.toMatchObject({ name: "TooManyRequestsException", $metadata: { httpStatusCode: 429 } });
    const topic = String(running.graph.ofType("aws:sns/topic:Topic")[0]?.outputs.arn);
    await expect(
      new SNSClient(once()).send(new PublishCommand({ TopicArn: topic, Message: "m" })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 429 } });
  });

  it("is answered as each service says that it failed, or by an error that the rule names", async () => {
    add({ service: "s3", answer: "unavailable" });
    add({ service: "sqs", answer: { error: { code: "OverLimit", status: 403, message: "too much" } } });
    await expect(put("a", "1")).rejects.toMatchObject({ name: "InternalError", $metadata: { httpStatusCode: 500 } });
    const asked = new SQSClient(once()).send(new ListQueuesCommand({}));
    await expect(asked).rejects.toMatchObject({
      name: "OverLimit",
      message: "too much",
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("leaves nothing done, but for an answer that is lost", async () => {
    await put("kept", "old");
    const remove = add({ action: "s3:PutObject", answer: "reset" });
    await expect(put("kept", "new")).rejects.toMatchObject({ code: "ECONNRESET" });
    remove();
    expect(await textOf("kept")).toBe("old");
    add({ action: "s3:PutObject", answer: "lost" });
    await expect(put("kept", "new")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await textOf("kept")).toBe("new");
  });

  it("speaks of calls by service, action, region, resource and caller alone", async () => {
    const arn = `arn:aws:s3:::${Bucket}`;
    const others: Partial<FaultRule>[] = [
      { service: "sns" },
      { action: "s3:Get*" },
      { region: "eu-central-1" },
      { resource: `${arn}/other*` },
      { caller: "echo-*" },
    ];
    for (const other of others) add({ ...other, answer: "reset" });
    await put("mine", "1");
    expect(running.host.faults.all().map(({ met }) => met)).toEqual([0, 0, 0, 0, 0]);
    add({
      service: "s3",
      action: "s3:Put*",
      region: near,
      resource: `${arn}/m?ne`,
      caller: "operator",
      answer: "reset",
    });
    await expect(put("mine", "2")).rejects.toThrow();
    await put("nine", "2");
  });

  it("holds a call until it is removed, and then does it", async () => {
    const remove = add({ action: "s3:PutObject", answer: { hang: 60_000 } });
    const held = put("held", "late");
    await expect.poll(() => running.host.faults.all()[0]?.done).toBe(1);
    await expect(textOf("held")).rejects.toMatchObject({ name: "NoSuchKey" });
    remove();
    await held;
    expect(await textOf("held")).toBe("late");
  });

  it("holds a call of a service that reads a body before it knows what is asked, and does it with that body", async () => {
    add({ action: "lambda:InvokeFunction", answer: { hang: 50 } });
    add({ action: "states:ListExecutions", answer: { hang: 50 } });
    const lambda = new LambdaClient(once());
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: "echo", Payload: '{"do":"environment"}' }));
    expect(JSON.parse(Payload?.transformToString() ?? "")).toMatchObject({ AWS_LAMBDA_FUNCTION_NAME: "echo" });
    const machine = String(running.graph.ofType("aws:sfn/stateMachine:StateMachine")[0]?.outputs.arn);
    expect(await new SFNClient(once()).send(new ListExecutionsCommand({ stateMachineArn: machine }))).toMatchObject({
      executions: [],
    });
    expect(running.host.faults.all().map(({ met, done }) => [met, done])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("is found by the part of a call that it speaks of, as the target of a copy", async () => {
    await put("from", "x");
    add({ action: "s3:PutObject", resource: "*/to", answer: "throttle", times: 1 });
    const copy = () =>
      new S3Client(once()).send(new CopyObjectCommand({ Bucket, Key: "to", CopySource: `${Bucket}/from` }));
    await expect(copy()).rejects.toMatchObject({ name: "SlowDown" });
    await copy();
    expect(await textOf("to")).toBe("x");
  });

  it("spares the first calls and goes on for as many as it says, whatever the numbers", async () => {
    const s3 = new S3Client(once());
    const small = fc.nat({ max: 4 });
    await fc.assert(
      fc.asyncProperty(small, small, small, async (after, times, calls) => {
        const remove = add({ action: "s3:PutObject", after, times, answer: "throttle" });
        const failed: boolean[] = [];
        for (let call = 0; call < calls; call += 1) {
          failed.push(
            await put("n", "1", s3).then(
              () => false,
              () => true,
            ),
          );
        }
        remove();
        expect(failed).toEqual(Array.from({ length: calls }, (_, call) => call >= after && call < after + times));
      }),
      { numRuns: 25 },
    );
  });

  it("goes on for as many calls each, repetitions by the SDK included, where it is of each by itself", async () => {
    const s3 = new S3Client({ ...once(), maxAttempts: 3 });
    add({ action: "s3:*", perCall: true, times: 2, answer: "unavailable" });
    await put("first", "1", s3);
    await put("second", "2", s3);
    // It asks for two things, and is one call.
    await s3.send(new CopyObjectCommand({ Bucket, Key: "third", CopySource: `${Bucket}/first` }));
    expect(running.host.faults.all()).toMatchObject([{ done: 6 }]);
    running.host.faults.clear();
    expect(await textOf("third")).toBe("1");
  });

  it("holds an execution as it enters a state, until it is removed", async () => {
    const machine = running.graph.ofType("aws:sfn/stateMachine:StateMachine")[0];
    const stateMachineArn = String(machine?.outputs.arn);
    const { StartAt } = JSON.parse(String(machine?.inputs.definition));
    const remove = add({ state: `${machine?.outputs.name}.${StartAt}`, times: 1, answer: { hang: 60_000 } });
    const sfn = new SFNClient(once());
    const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: "{}" }));
    await expect.poll(() => running.host.faults.all()[0]?.hanging).toEqual([executionArn]);
    const history = async () => {
      const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
      return events.map(({ type }) => type);
    };
    expect((await history()).at(-1)).toMatch(/StateEntered$/);
    const before = (await history()).length;
    remove();
    await expect.poll(async () => (await history()).length).toBeGreaterThan(before);
  });

  it("is recorded with the status that it answered, 0 where it answered none", async () => {
    const statuses: number[] = [];
    const off = running.host.events.on((event) => {
      if (event.kind === "call") statuses.push(event.call.status);
    });
    for (const answer of ["throttle", "reset", "lost"] as const) {
      const remove = add({ action: "s3:PutObject", answer });
      await put("r", "1").catch(() => undefined);
      remove();
    }
    await expect.poll(() => statuses).toEqual([503, 0, 200]);
    off();
  });
});
