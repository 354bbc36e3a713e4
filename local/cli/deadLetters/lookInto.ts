import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { type DeadLetter, deadLetterOf } from "./deadLetterOf.ts";

/** Seconds that a message is hidden while the queue is looked into: so that none is seen twice. */
const hidden = 60;
/** The most that are looked at in one queue. */
const most = 1000;

/** The messages of a dead-letter queue, the oldest first; they stay there, and are visible again afterwards. */
export async function lookInto(sqs: SQSClient, queue: string): Promise<DeadLetter[]> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue.split(":").at(-1) ?? "" }));
  const seen: Message[] = [];
  try {
    for (let received = -1; received !== 0 && seen.length < most; ) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: hidden,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        }),
      );
      received = Messages.length;
      seen.push(...Messages);
    }
  } finally {
    for (const { ReceiptHandle } of seen) {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    }
  }
  const now = new Date();
  return seen.map((message) => deadLetterOf(queue, message, now)).sort((a, b) => b.ageSeconds - a.ageSeconds);
}
