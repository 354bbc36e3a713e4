import type { HistoryEvent, HistoryEventType } from "@aws-sdk/client-sfn";

export type { HistoryEvent };

/** What an event says beside its kind, time and ids. */
export type EventDetails = Omit<HistoryEvent, "timestamp" | "type" | "id" | "previousEventId">;

/** Thrown into states that still run when their execution has ended. */
export class Ended extends Error {}

/** Numbers the events of one execution and passes them on. */
export class History {
  private last = 0;
  private ended = false;

  private readonly now: () => Date;
  private readonly emit: (event: HistoryEvent) => void | Promise<void>;

  constructor(now: () => Date, emit: (event: HistoryEvent) => void | Promise<void>) {
    this.now = now;
    this.emit = emit;
  }

  /** Passes on an event; gives its id. @throws Ended after the execution's last event. */
  async record(type: HistoryEventType, details: EventDetails = {}): Promise<number> {
    if (this.ended) throw new Ended(`${type} after the end of the execution`);
    const previousEventId = this.last;
    const id = ++this.last;
    await this.emit({ timestamp: this.now(), type, id, previousEventId, ...details });
    return id;
  }

  /** Passes on the event that ends the execution. */
  async end(type: HistoryEventType, details: EventDetails): Promise<void> {
    const recorded = this.record(type, details);
    this.ended = true;
    await recorded;
  }
}

/** A JSON text and the note that it is whole. */
export const whole = { truncated: false } as const;
