import type { HistoryEvent, HistoryEventType } from "@aws-sdk/client-sfn";
import type { StatesHost } from "./StatesHost.ts";
import { TaskError } from "./TaskError.ts";

export type { HistoryEvent, HistoryEventType };

/** What an event says beside its kind, time and ids. */
export type EventDetails = Omit<HistoryEvent, "timestamp" | "type" | "id" | "previousEventId">;

/** Thrown into states that still run when their execution, or the state that they are part of, has ended. */
export class Ended extends Error {}

/** The most events of an execution. Source: https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html */
const EVENT_LIMIT = 25_000;

/** Numbers the events of one execution and passes them on. */
export class History {
  private last = 0;
  private ended = false;
  private readonly host: StatesHost;

  constructor(host: StatesHost) {
    this.host = host;
  }

  /** Whether the next event must be the last. */
  get full(): boolean {
    return this.last + 1 >= EVENT_LIMIT;
  }

  /**
   * Passes on an event; gives its id.
   *
   * @throws Ended after the execution's last event, States.Runtime where only that has room.
   */
  async record(type: HistoryEventType, details: EventDetails, previousEventId: number): Promise<number> {
    if (this.ended) throw new Ended(`${type} after the end of the execution`);
    if (this.full) {
      const cause = `The execution reached the maximum number of history events (${EVENT_LIMIT}).`;
      throw new TaskError("States.Runtime", cause);
    }
    return this.pass(type, details, previousEventId);
  }

  /** Passes on the event that ends the execution. */
  async end(type: HistoryEventType, details: EventDetails, previousEventId: number): Promise<void> {
    const passed = this.pass(type, details, previousEventId);
    this.ended = true;
    await passed;
  }

  private async pass(type: HistoryEventType, details: EventDetails, previousEventId: number): Promise<number> {
    const id = ++this.last;
    await this.host.emit({ timestamp: this.host.clock.now(), type, id, previousEventId, ...details });
    return id;
  }
}

/** A JSON text and the note that it is whole. */
export const whole = { truncated: false } as const;
