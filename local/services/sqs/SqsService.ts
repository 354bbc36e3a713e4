import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import type { QueueSpec } from "../../program/specs/queueSpecs.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { EventHub } from "../kernel/EventHub.ts";
import { type JsonInput, type JsonOperations, JsonService } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import { allowsService, type ServiceCaller } from "../kernel/resourcePolicy.ts";
import type { Message } from "./Message.ts";
import { MoveTasks } from "./MoveTasks.ts";
import { type NewMessage, Queue } from "./Queue.ts";

const attributes = z.record(z.string(), z.unknown()).default({});
const message = z.object({
  MessageBody: z.string().min(1),
  MessageAttributes: attributes,
  DelaySeconds: z.number().optional(),
});
const receive = z.object({
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: z.number().optional(),
  WaitTimeSeconds: z.number().max(20).optional(),
});
const receipt = z.object({ ReceiptHandle: z.string() });
const visibility = receipt.extend({ VisibilityTimeout: z.number().min(0).max(43_200) });
const largest = 1024 * 1024;

/** Standard queues of SQS. Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/ */
export class SqsService extends JsonService {
  readonly name = "sqs";
  protected readonly version = "1.0";
  readonly #queues: Map<string, Queue>;
  readonly #events: EventHub;
  protected readonly operations: JsonOperations;

  constructor(options: { stateDir: string; queues: readonly QueueSpec[]; events: EventHub }) {
    super();
    this.#events = options.events;
    const open = (spec: QueueSpec) =>
      new Queue(spec, join(options.stateDir, spec.region, "sqs"), (buried) => this.#bury(spec, buried));
    this.#queues = new Map(options.queues.map((spec) => [spec.arn, open(spec)]));
    this.operations = { ...this.#own, ...new MoveTasks(this.#queues).operations };
  }

  readonly #own: JsonOperations = {
    SendMessage: (input, call) => this.#send(this.#asked(input, call, "sqs:SendMessage"), input, call),
    SendMessageBatch: (input, call) => {
      const queue = this.#asked(input, call, "sqs:SendMessage");
      return batch(input, (entry) => this.#send(queue, entry, call));
    },
    ReceiveMessage: async (input, call) => {
      const queue = this.#asked(input, call, "sqs:ReceiveMessage");
      const messages = await this.#receive(queue, input, call);
      return messages.length === 0 ? {} : { Messages: messages.map(toApi) };
    },
    DeleteMessage: (input, call) => {
      this.#asked(input, call, "sqs:DeleteMessage").delete(readInput(receipt, input).ReceiptHandle);
    },
    DeleteMessageBatch: (input, call) => {
      const queue = this.#asked(input, call, "sqs:DeleteMessage");
      return batch(input, (entry) => {
        queue.delete(readInput(receipt, entry).ReceiptHandle);
        return {};
      });
    },
    ChangeMessageVisibility: (input, call) => {
      const queue = this.#asked(input, call, "sqs:ChangeMessageVisibility");
      const { ReceiptHandle, VisibilityTimeout } = readInput(visibility, input);
      if (!queue.changeVisibility(ReceiptHandle, VisibilityTimeout)) {
        throw new AwsError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
      }
    },
    GetQueueUrl: (input, call) => {
      const queue = this.#named(String(input.QueueName), call.region);
      call.asks("sqs:GetQueueUrl", queue.spec.arn);
      return { QueueUrl: `http://${call.header("host")}${new URL(queue.spec.url).pathname}` };
    },
    GetQueueAttributes: (input, call) => attributesOf(this.#asked(input, call, "sqs:GetQueueAttributes"), input),
  };

  /**
   * Sends as a service of AWS does by itself, where the queue's policy lets it.
   *
   * @throws AwsError `QueueDoesNotExist`, `AccessDenied`
   */
  sendFor(caller: ServiceCaller, queueArn: string, message: Omit<NewMessage, "sender">): void {
    const queue = this.#queues.get(queueArn);
    if (queue === undefined) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    const { policy } = queue.spec;
    if (policy === undefined || !allowsService(policy, caller, "sqs:SendMessage", queueArn)) {
      const what = `${caller.service} is not authorized to perform: sqs:SendMessage on resource: ${queueArn}`;
      throw new AwsError("AccessDenied", what, 403);
    }
    queue.send({ ...message, sender: caller.service });
  }

  /** Every queue. */
  all(): Queue[] {
    return [...this.#queues.values()];
  }

  /** The queue of an ARN, for the host's own use. */
  byArn(arn: string): Queue | undefined {
    return this.#queues.get(arn);
  }

  async close(): Promise<void> {
    for (const queue of this.#queues.values()) {
      queue.close();
    }
  }

  override fail(call: Call, error: AwsError): void {
    const legacy = error.code === "QueueDoesNotExist" ? "AWS.SimpleQueueService.NonExistentQueue" : error.code;
    call.response.setHeader("x-amzn-query-error", `${legacy};Sender`);
    super.fail(call, new AwsError(`com.amazonaws.sqs#${error.code}`, error.message, error.status));
  }

  #asked(input: JsonInput, call: Call, action: string): Queue {
    const queue = this.#named(String(input.QueueUrl).split("/").at(-1) ?? "", call.region);
    call.asks(action, queue.spec.arn);
    return queue;
  }

  #named(name: string, region: string): Queue {
    const queues = [...this.#queues.values()];
    const found = queues.find(({ spec }) => spec.name === name && spec.region === region);
    if (found === undefined) {
      throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    }
    return found;
  }

  #send(queue: Queue, input: JsonInput, call: Call): JsonInput {
    const { MessageBody, MessageAttributes, DelaySeconds } = readInput(message, input);
    if (Buffer.byteLength(MessageBody) > largest) {
      throw new AwsError("InvalidMessageContents", `Message must be shorter than ${largest} bytes.`);
    }
    const sent = queue.send({ body: MessageBody, attributes: MessageAttributes, sender: call.caller }, DelaySeconds);
    return { MessageId: sent.id, MD5OfMessageBody: md5(sent.body) };
  }

  /** Waits up to WaitTimeSeconds for the first message. */
  async #receive(queue: Queue, input: JsonInput, call: Call): Promise<Message[]> {
    const { MaxNumberOfMessages, VisibilityTimeout, WaitTimeSeconds } = readInput(receive, input);
    const until = Date.now() + (WaitTimeSeconds ?? queue.spec.receiveWait) * 1000;
    let received = queue.receive(MaxNumberOfMessages, VisibilityTimeout);
    while (received.length === 0 && Date.now() < until && !call.response.destroyed) {
      await arrival(queue, until - Date.now());
      received = queue.receive(MaxNumberOfMessages, VisibilityTimeout);
    }
    return received;
  }

  #bury(spec: QueueSpec, buried: Message): void {
    const deadLetters = this.#queues.get(spec.redrive?.deadLetterArn ?? "");
    deadLetters?.send({ ...buried, deadLetterSource: spec.arn });
    this.#events.emit({
      kind: "message.buried",
      region: spec.region,
      queue: spec.name,
      deadLetterQueue: deadLetters?.spec.name ?? "",
      messageId: buried.id,
    });
  }
}

async function arrival(queue: Queue, milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const off = queue.onAvailable(done);
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      off();
      resolve();
    }
  });
}

/** Each entry by itself: an entry that fails does not hold back the others. */
function batch(input: JsonInput, run: (entry: JsonInput) => JsonInput | undefined | undefined): JsonInput {
  const Successful: JsonInput[] = [];
  const Failed: JsonInput[] = [];
  for (const entry of (input.Entries ?? []) as JsonInput[]) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      const { code, message } = error instanceof AwsError ? error : new AwsError("InternalError", String(error), 500);
      Failed.push({ Id: entry.Id, SenderFault: true, Code: code, Message: message });
    }
  }
  return { Successful, Failed };
}

function toApi(received: Message): JsonInput {
  return {
    MessageId: received.id,
    ReceiptHandle: received.receipt,
    Body: received.body,
    MD5OfBody: md5(received.body),
    Attributes: systemAttributes(received),
    ...(Object.keys(received.attributes).length > 0 ? { MessageAttributes: received.attributes } : {}),
  };
}

/** The attributes that SQS adds to a received message. */
export function systemAttributes(received: Message): Record<string, string> {
  return {
    ApproximateReceiveCount: String(received.receiveCount),
    SentTimestamp: String(received.sentAt),
    SenderId: received.sender,
    ApproximateFirstReceiveTimestamp: String(received.firstReceivedAt ?? received.sentAt),
    ...(received.deadLetterSource && { DeadLetterQueueSourceArn: received.deadLetterSource }),
  };
}

function attributesOf(queue: Queue, input: JsonInput): JsonInput {
  const { spec } = queue;
  const { available, inFlight, delayed } = queue.counts();
  const all: Record<string, string> = {
    QueueArn: spec.arn,
    ApproximateNumberOfMessages: String(available),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(spec.visibilityTimeout),
    DelaySeconds: String(spec.delay),
    MessageRetentionPeriod: String(spec.retention),
    ReceiveMessageWaitTimeSeconds: String(spec.receiveWait),
  };
  if (spec.redrive) {
    const { deadLetterArn, maxReceiveCount } = spec.redrive;
    all.RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetterArn, maxReceiveCount });
  }
  const names = (input.AttributeNames ?? []) as string[];
  const wanted = Object.entries(all).filter(([name]) => names.includes("All") || names.includes(name));
  return { Attributes: Object.fromEntries(wanted) };
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
