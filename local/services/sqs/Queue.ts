import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { QueueSpec } from "../../program/specs/queueSpecs.ts";
import { safeName } from "../kernel/safeName.ts";
import { writeWhole } from "../kernel/writeWhole.ts";
import type { Message } from "./Message.ts";

/** A message on its way into a queue. */
export type NewMessage = Pick<Message, "body" | "attributes" | "sender" | "deadLetterSource">;

/**
 * A standard queue, durable as one file a message. Messages received too often go to `bury`, when they would be
 * received once more, as in SQS.
 */
export class Queue {
  readonly spec: QueueSpec;
  readonly #folder: string;
  readonly #bury: (message: Message) => void;
  readonly #messages = new Map<string, Message>();
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;

  constructor(spec: QueueSpec, folder: string, bury: (message: Message) => void) {
    this.spec = spec;
    this.#folder = join(folder, safeName(spec.name));
    this.#bury = bury;
    mkdirSync(this.#folder, { recursive: true });
    const files = readdirSync(this.#folder).filter((name) => name.endsWith(".json"));
    for (const file of files.sort()) {
      const message: Message = JSON.parse(readFileSync(join(this.#folder, file), "utf8"));
      this.#messages.set(message.id, message);
    }
  }

  /** Calls the listener whenever a message may have become available, until the returned function is called. */
  onAvailable(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#schedule();
    return () => this.#listeners.delete(listener);
  }

  /** @param delay seconds. @default the queue's */
  send(message: NewMessage, delay = this.spec.delay): Message {
    const now = Date.now();
    const sent: Message = {
      ...message,
      id: randomUUID(),
      sentAt: now,
      visibleAt: now + delay * 1000,
      receiveCount: 0,
      firstReceivedAt: undefined,
      receipt: undefined,
    };
    this.#messages.set(sent.id, sent);
    this.#save(sent);
    this.#schedule();
    return sent;
  }

  /** Up to `most` available messages, hidden from others for `visibility` seconds. */
  receive(most: number, visibility = this.spec.visibilityTimeout): Message[] {
    const now = Date.now();
    const received: Message[] = [];
    for (const message of this.#messages.values()) {
      if (received.length === most) {
        break;
      }
      if (message.sentAt + this.spec.retention * 1000 < now) {
        this.#remove(message);
      } else if (message.visibleAt <= now && this.#isExhausted(message)) {
        this.#remove(message);
        this.#bury(message);
      } else if (message.visibleAt <= now) {
        received.push(this.#hand(message, now, visibility));
      }
    }
    this.#schedule();
    return received;
  }

  /** Removes and gives all available messages. */
  take(): Message[] {
    const available = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt <= Date.now());
    for (const message of available) this.#remove(message);
    return available;
  }

  /** Removes the message of a receipt; a receipt of an earlier receive removes nothing. */
  delete(receipt: string): void {
    const message = this.#byReceipt(receipt);
    if (message !== undefined) {
      this.#remove(message);
    }
  }

  /** Shows a received message again in so many seconds. */
  changeVisibility(receipt: string, seconds: number): boolean {
    const message = this.#byReceipt(receipt);
    if (message === undefined) {
      return false;
    }
    message.visibleAt = Date.now() + seconds * 1000;
    this.#save(message);
    this.#schedule();
    return true;
  }

  counts(): { available: number; inFlight: number; delayed: number } {
    const all = [...this.#messages.values()];
    const hidden = all.filter(({ visibleAt }) => visibleAt > Date.now());
    const delayed = hidden.filter(({ receiveCount }) => receiveCount === 0).length;
    return { available: all.length - hidden.length, inFlight: hidden.length - delayed, delayed };
  }

  close(): void {
    this.#listeners.clear();
    clearTimeout(this.#timer);
  }

  #isExhausted(message: Message): boolean {
    const { redrive } = this.spec;
    return redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount;
  }

  #hand(message: Message, now: number, visibility: number): Message {
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + visibility * 1000;
    message.receipt = randomUUID();
    this.#save(message);
    return { ...message };
  }

  #byReceipt(receipt: string): Message | undefined {
    return [...this.#messages.values()].find((message) => message.receipt === receipt);
  }

  #remove(message: Message): void {
    this.#messages.delete(message.id);
    rmSync(this.#file(message), { force: true });
  }

  #save(message: Message): void {
    writeWhole(this.#file(message), JSON.stringify(message, undefined, 2));
  }

  #file(message: Message): string {
    return join(this.#folder, `${message.sentAt}-${message.id}.json`);
  }

  /** Wakes the listeners when the next message becomes available: now, or when its time has come. */
  #schedule(): void {
    clearTimeout(this.#timer);
    const next = Math.min(...[...this.#messages.values()].map(({ visibleAt }) => visibleAt));
    if (this.#listeners.size > 0 && next !== Number.POSITIVE_INFINITY) {
      const wait = Math.min(Math.max(0, next - Date.now()), 2 ** 31 - 1);
      this.#timer = setTimeout(() => this.#wake(), wait);
    }
  }

  #wake(): void {
    // A timer may fire a moment early.
    if (this.counts().available === 0) this.#schedule();
    else for (const listener of [...this.#listeners]) listener();
  }
}
