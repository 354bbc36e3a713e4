import type { MappingSpec } from "../../program/specs/mappingSpecs.ts";
import type { EventHub } from "../kernel/EventHub.ts";
import type { Message } from "../sqs/Message.ts";
import type { Queue } from "../sqs/Queue.ts";
import { systemAttributes } from "../sqs/SqsService.ts";
import type { FunctionPool } from "./FunctionPool.ts";
import type { InvocationResult } from "./Invocation.ts";

/** What a mapping needs of its host. */
export interface EventSourceOptions {
  mapping: MappingSpec;
  queue: Queue;
  pool: FunctionPool;
  events: EventHub;
  /** Notes a call that the mapping makes as the function's role. */
  record(action: string): void;
}

/**
 * Hands a queue's messages to a function as they arrive. What the function has dealt with is deleted; the rest is seen
 * again when its visibility time-out is over, until the queue sends it to the dead letters.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class EventSource {
  readonly #options: EventSourceOptions;
  readonly #off: () => void;
  #running = 0;
  #window: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: EventSourceOptions) {
    this.#options = options;
    this.#off = options.queue.onAvailable(() => this.#arrived());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#window);
    this.#off();
  }

  #arrived(): void {
    const { batchingWindow } = this.#options.mapping;
    if (batchingWindow === 0) {
      this.#take();
    } else {
      this.#window ??= setTimeout(() => {
        this.#window = undefined;
        this.#take();
      }, batchingWindow * 1000);
    }
  }

  /** Starts as many batches as there are messages and free places. */
  #take(): void {
    const { mapping, queue, pool } = this.#options;
    const places = Math.min(mapping.maximumConcurrency, pool.concurrency);
    while (!this.#closed && this.#running < places) {
      const messages = queue.receive(mapping.batchSize);
      if (messages.length === 0) {
        return;
      }
      this.#options.record("sqs:ReceiveMessage");
      this.#running += 1;
      this.#deliver(messages).finally(() => {
        this.#running -= 1;
        this.#take();
      });
    }
  }

  async #deliver(messages: Message[]): Promise<void> {
    const { mapping, queue, pool, events } = this.#options;
    for (const { id, receiveCount } of messages) {
      const about = { queue: queue.spec.name, messageId: id, function: pool.spec.name, receiveCount };
      events.emit({ kind: "message.delivered", region: mapping.region, ...about });
    }
    const payload = JSON.stringify({ Records: messages.map((message) => recordOf(message, mapping)) });
    const result = await pool.invoke(payload).catch((): undefined => undefined);
    const failed = result === undefined ? "all" : failedItems(result, mapping);
    const done = messages.filter(({ id }) => failed !== "all" && !failed.has(id));
    for (const { receipt } of this.#closed ? [] : done) {
      queue.delete(receipt ?? "");
    }
    if (done.length > 0 && !this.#closed) {
      this.#options.record("sqs:DeleteMessage");
    }
  }
}

/** Ids of the messages that are to be seen again. An answer that cannot be understood fails the whole batch. */
function failedItems(result: InvocationResult, mapping: MappingSpec): Set<string> | "all" {
  if (result.failed) {
    return "all";
  }
  if (!mapping.reportsItemFailures) {
    return new Set();
  }
  const answer: { batchItemFailures?: { itemIdentifier?: unknown }[] | null } | null = JSON.parse(result.payload);
  const ids = (answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const understood = ids.every((id): id is string => typeof id === "string" && id !== "");
  return understood ? new Set(ids) : "all";
}

function recordOf(message: Message, mapping: MappingSpec): Record<string, unknown> {
  return {
    messageId: message.id,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: {},
    eventSource: "aws:sqs",
    eventSourceARN: mapping.queueArn,
    awsRegion: mapping.region,
  };
}
