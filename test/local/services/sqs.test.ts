import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, it } from "vitest";
import { runningHost } from "../fixtures/runningHost.ts";

const running = runningHost();
let client: sqs.SQSClient;
let QueueUrl: string;
beforeAll(async () => {
  client = new sqs.SQSClient(running.host.clientConfig("eu-west-1"));
  QueueUrl = (await client.send(new sqs.GetQueueUrlCommand({ QueueName: "spare" }))).QueueUrl ?? "";
});

async function receive(more: Partial<sqs.ReceiveMessageCommandInput> = {}): Promise<sqs.Message[]> {
  return (
    (await client.send(new sqs.ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? []
  );
}

async function remove({ ReceiptHandle }: sqs.Message): Promise<void> {
  await client.send(new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
}

describe("the local SQS", () => {
  it("hands a message out once, until its visibility time-out is over", async () => {
    await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "hello" }));
    const [first] = await receive({ VisibilityTimeout: 1, MessageSystemAttributeNames: ["All"] });
    expect(first).toMatchObject({ Body: "hello", Attributes: { ApproximateReceiveCount: "1", SenderId: "operator" } });
    expect(await receive()).toEqual([]);
    const [second] = await receive({ WaitTimeSeconds: 3, MessageSystemAttributeNames: ["All"] });
    expect(second?.Attributes?.ApproximateReceiveCount).toBe("2");
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
    if (second) await remove(second);
    expect(await receive({ VisibilityTimeout: 0 })).toEqual([]);
  });

  it("sends, delays and deletes in batches", async () => {
    const Entries = [
      { Id: "now", MessageBody: "now" },
      { Id: "later", MessageBody: "later", DelaySeconds: 600 },
    ];
    const sent = await client.send(new sqs.SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["now", "later"]);
    const received = await receive();
    expect(received.map(({ Body }) => Body)).toEqual(["now"]);
    const AttributeNames: sqs.QueueAttributeName[] = ["All"];
    const { Attributes } = await client.send(new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    expect(Attributes).toMatchObject({
      QueueArn: "arn:aws:sqs:eu-west-1:000000000000:spare",
      ApproximateNumberOfMessagesNotVisible: "1",
      ApproximateNumberOfMessagesDelayed: "1",
    });
    const doomed = received.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId ?? "", ReceiptHandle }));
    const deleted = await client.send(new sqs.DeleteMessageBatchCommand({ QueueUrl, Entries: doomed }));
    expect(deleted.Successful).toHaveLength(1);
  });

  it("wakes a waiting receiver when a message arrives", async () => {
    const waiting = receive({ WaitTimeSeconds: 10 });
    const start = performance.now();
    await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "wake up" }));
    const [message] = await waiting;
    expect(message?.Body).toBe("wake up");
    expect(performance.now() - start).toBeLessThan(2000);
    if (message) await remove(message);
  });

  it("names a missing queue", async () => {
    const missing = client.send(new sqs.GetQueueUrlCommand({ QueueName: "nowhere" }));
    await expect(missing).rejects.toBeInstanceOf(sqs.QueueDoesNotExist);
  });

  it("keeps messages across a restart", async () => {
    await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: "durable" }));
    await running.restart();
    client = new sqs.SQSClient(running.host.clientConfig("eu-west-1"));
    expect((await receive()).map(({ Body }) => Body)).toContain("durable");
  });
});

describe("an event source mapping", () => {
  it("hands an object's event to the function, and buries the message that fails twice", async () => {
    const { host, graph } = running;
    const buried = host.events.first((event) => event.kind === "message.buried");
    const s3 = new S3Client(host.clientConfig("eu-west-1"));
    const Bucket = String(graph.outputs.bucket);
    const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: "12345" }));
    const good = await put("in/a b+c/ü.csv");
    await put("in/bad.csv");
    await put("in/other.txt");
    await put("elsewhere/a.csv");
    expect(await buried).toMatchObject({
      queue: expect.stringContaining("landing-queue"),
      deadLetterQueue: expect.stringContaining("landing-dead"),
    });

    const log = await readFile(join(running.stateDir, "eu-west-1/logs/consume.log"), "utf8");
    const records = log
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .flatMap((line) => JSON.parse(line).Records as { body: string; attributes: Record<string, string> }[])
      .map(({ body, attributes }) => ({ s3: JSON.parse(body).Records[0], count: attributes.ApproximateReceiveCount }));
    const deliveries = records.map(({ s3: record, count }) => `${record.s3.object.key}:${count}`);
    expect(deliveries.sort()).toEqual(["in/a+b%2Bc/%C3%BC.csv:1", "in/bad.csv:1", "in/bad.csv:2"]);
    expect(records.find(({ s3: record }) => record.s3.object.key.includes("%C3"))?.s3).toMatchObject({
      eventVersion: "2.1",
      awsRegion: "eu-west-1",
      eventName: "ObjectCreated:Put",
      s3: {
        bucket: { name: Bucket },
        object: { size: 5, versionId: good.VersionId, sequencer: expect.stringMatching(/^[0-9A-F]{16}$/) },
      },
    });

    const dead = await client.send(
      new sqs.GetQueueUrlCommand({ QueueName: ((await buried) as { deadLetterQueue: string }).deadLetterQueue }),
    );
    const asked = { QueueUrl: dead.QueueUrl, VisibilityTimeout: 0, MessageSystemAttributeNames: ["All" as const] };
    const letters = await client.send(new sqs.ReceiveMessageCommand(asked));
    expect(letters.Messages?.[0]?.Body).toContain("in/bad.csv");
    expect(letters.Messages?.[0]?.Attributes).toMatchObject({
      DeadLetterQueueSourceArn: expect.stringMatching(/:landing-queue-[0-9a-f]{7}$/),
    });
  });
});

describe("a redrive", () => {
  const arnOf = async (url: string) => {
    const asked = { QueueUrl: url, AttributeNames: ["All" as const] };
    const { Attributes = {} } = await client.send(new sqs.GetQueueAttributesCommand(asked));
    return { arn: Attributes.QueueArn ?? "", waiting: Number(Attributes.ApproximateNumberOfMessages) };
  };
  const dead = () => {
    const found = running.graph.ofType("aws:sqs/queue:Queue").find(({ name }) => name === "landing-dead");
    return found?.id ?? "";
  };

  it("sends dead letters back to the queue that buried them, where they are tried again", async () => {
    const { arn: SourceArn, waiting } = await arnOf(dead());
    expect(waiting).toBe(1);
    const again = running.host.events.first((event) => event.kind === "message.delivered");
    const { TaskHandle } = await client.send(new sqs.StartMessageMoveTaskCommand({ SourceArn }));
    expect(TaskHandle).toBeTruthy();
    expect(await again).toMatchObject({ queue: expect.stringContaining("landing-queue"), receiveCount: 1 });
    expect((await arnOf(dead())).waiting).toBe(0);
    const { Results } = await client.send(new sqs.ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
    expect(Results).toEqual([
      expect.objectContaining({ Status: "COMPLETED", SourceArn, ApproximateNumberOfMessagesMoved: 1 }),
    ]);
  });

  it("sends them to another queue where one is named, as new messages with all that they said", async () => {
    const DestinationArn = (await arnOf(QueueUrl)).arn;
    const { arn: SourceArn } = await arnOf(dead());
    const MessageAttributes = { why: { DataType: "String", StringValue: "tried" } };
    await client.send(new sqs.SendMessageCommand({ QueueUrl: dead(), MessageBody: "by hand", MessageAttributes }));
    await client.send(new sqs.StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    const { Messages = [] } = await client.send(
      new sqs.ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
    );
    expect(Messages.find(({ Body }) => Body === "by hand")?.MessageAttributes).toMatchObject(MessageAttributes);
  });

  it("fails, and keeps the message, where nobody knows where it came from", async () => {
    const { arn: SourceArn } = await arnOf(dead());
    await client.send(new sqs.SendMessageCommand({ QueueUrl: dead(), MessageBody: "from nowhere" }));
    await client.send(new sqs.StartMessageMoveTaskCommand({ SourceArn }));
    const { Results } = await client.send(new sqs.ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toEqual([
      expect.objectContaining({ Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" }),
    ]);
    expect((await arnOf(dead())).waiting).toBe(1);
  });

  it("is refused of a queue that is no dead-letter queue, or that is not there", async () => {
    const start = (SourceArn: string) => client.send(new sqs.StartMessageMoveTaskCommand({ SourceArn }));
    await expect(start((await arnOf(QueueUrl)).arn)).rejects.toThrow(/Dead Letter Queue/);
    await expect(start("arn:aws:sqs:eu-west-1:000000000000:none")).rejects.toBeInstanceOf(
      sqs.ResourceNotFoundException,
    );
  });
});
