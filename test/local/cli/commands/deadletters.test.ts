import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deadletters } from "../../../../local/cli/commands/deadletters.ts";
import { openHost } from "../../../../local/cli/openHost.ts";
import { capturedOutput } from "../capturedOutput.ts";

const printed = capturedOutput();
let stateDir: string;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "sluice-dead-"));
  await buryMessage('{"Records":"not a list"}');
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

/** Receives a message of the landing queue as often as it may be, and once more. */
async function buryMessage(MessageBody: string): Promise<void> {
  await onHost(async (sqs, QueueUrl) => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    for (let receive = 0; receive <= 3; receive++) {
      await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    }
  });
}

async function onHost<T>(work: (sqs: SQSClient, landingQueue: string) => Promise<T>): Promise<T> {
  await using open = await openHost("dev", stateDir, { deliver: false });
  const [dead = ""] = open.outputs.deadLetterQueues ?? [];
  const sqs = new SQSClient(open.host.clientConfig("eu-west-1"));
  const QueueName = open.graph.ofType("aws:sqs/queue:Queue").find(({ name }) => name === "csv-lake-landing")?.outputs
    .name as string;
  expect(dead).toContain("csv-lake-landing-dead");
  const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return await work(sqs, QueueUrl);
}

describe("deadletters", () => {
  it("lists what lies in each dead-letter queue, and why", async () => {
    await deadletters({ stack: "dev", state: stateDir });
    expect(printed.text).toMatch(/^eu-west-1 {2}csv-lake-landing-dead-[0-9a-f]{7}: 1\n +\d+ (s|min) {2}.+\n$/);
  });

  it("sends it on its way again with --redrive, after which nothing lies there", async () => {
    await deadletters({ stack: "dev", state: stateDir, redrive: true });
    expect(printed.text).toContain("  1 moved back");
    expect(process.exitCode).toBeUndefined();
    const again = await onHost((sqs, QueueUrl) => sqs.send(new ReceiveMessageCommand({ QueueUrl })));
    expect(again.Messages?.map(({ Body }) => Body)).toEqual(['{"Records":"not a list"}']);
    printed.text = "";
    await deadletters({ stack: "dev", state: stateDir });
    expect(printed.text).toMatch(/^Nothing lies in the \d+ dead-letter queues\.\n$/);
  });
});
