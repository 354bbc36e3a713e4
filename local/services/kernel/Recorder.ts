import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import type { CallRecord } from "./CallRecord.ts";
import type { EventHub } from "./EventHub.ts";

/** Keeps who called what: a line a call in `calls.jsonl`, and an event. */
export class Recorder {
  readonly #file: WriteStream;
  readonly #events: EventHub;
  #closed = false;

  constructor(stateDir: string, events: EventHub) {
    mkdirSync(stateDir, { recursive: true });
    this.#file = createWriteStream(join(stateDir, "calls.jsonl"), { flags: "a" });
    this.#events = events;
  }

  /** Notes a call; one that ends after the host has closed is not noted any more. */
  record(call: Omit<CallRecord, "time">): void {
    if (this.#closed) {
      return;
    }
    const timed = { time: new Date().toISOString(), ...call };
    this.#file.write(`${JSON.stringify(timed)}\n`);
    this.#events.emit({ kind: "call", region: call.region, call: timed });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await new Promise<void>((resolve) => this.#file.end(() => resolve()));
  }
}
