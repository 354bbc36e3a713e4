import type { MappingSpec } from "../../program/specs/mappingSpecs.ts";
import type { Clock } from "../../states/Clock.ts";
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
  clock: Clock;
  /** Asks the queue for something, as the function's role. @throws AwsError */
  ask<T>(action: string, run: () => T): Promise<T>;
}

/** Until a queue that did not answer is asked again, in milliseconds. */
const pause = 1000;

/**
 * Hands a queue's messages to a function as they arrive. What the function has dealt with is deleted; the rest is seen
 * again when its visibility time-out is over, until the queue sends it to the dead letters.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class EventSource {
  readonly #options: EventSourceOptions;
  readonly #off: () => void;
  readonly #closing = new AbortController();
  #running = 0;
  #window: NodeJS.Timeout | undefined;

  constructor(options: EventSourceOptions) {
    this.#options = options;
    this.#off = options.queue.onAvailable(() => this.#arrived());
  }

  close(): void {
    this.#closing.abort();
    clearTimeout(this.#window);
    this.#off();
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
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
    const batches = Math.ceil(queue.counts().available / mapping.batchSize);
    for (let left = Math.min(batches, places - this.#running); left > 0 && !this.#closed; left -= 1) {
      this.#running += 1;
      this.#serve().finally(() => {
        this.#running -= 1;
        if (!this.#closed) this.#take();
      });
    }
  }

  /** Receives a batch and delivers it; where the queue does not answer, waits before the place is free again. */
  async #serve(): Promise<void> {
    const { mapping, queue, clock, ask } = this.#options;
    try {
      const messages = await ask("sqs:ReceiveMessage", () => (this.#closed ? [] : queue.receive(mapping.batchSize)));
      if (messages.length > 0) await this.#deliver(messages);
    } catch {
      await clock.sleep(pause, this.#closing.signal).catch(() => undefined);
    }
  }

  async #deliver(messages: Message[]): Promise<void> {
    const { mapping, queue, pool, events, ask } = this.#options;
    for (const { id, receiveCount } of messages) {
      const about = { queue: queue.spec.name, messageId: id, function: pool.spec.name, receiveCount };
      events.emit({ kind: "message.delivered", region: mapping.region, ...about });
    }
    const payload = JSON.stringify({ Records: messages.map((message) => recordOf(message, mapping)) });
    const result = await pool.invoke(payload).catch((): undefined => undefined);
    const failed = result === undefined ? "all" : failedItems(result, mapping);
    const done = messages.filter(({ id }) => failed !== "all" && !failed.has(id));
    if (done.length === 0 || this.#closed) return;
    await ask("sqs:DeleteMessage", () => {
      for (const { receipt } of this.#closed ? [] : done) queue.delete(receipt ?? "");
    });
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
