import type { EventDetails, History, HistoryEventType } from "./History.ts";

/** Events that the next one in the chain does not name as the one before it, as measured on AWS. */
const ASIDE = /^ExecutionStarted$|StateSucceeded$|^MapIteration(Succeeded|Failed)$/;

/** The events of one line of states, that of the execution, a branch or an iteration: each names the one before it. */
export class Chain {
  /** Id of the event that the next one names; 0 for none. */
  last: number;
  readonly history: History;
  private readonly signal: AbortSignal;

  /** @param signal aborted when the line is cut */
  constructor(history: History, signal: AbortSignal, last = 0) {
    this.history = history;
    this.signal = signal;
    this.last = last;
  }

  /** Passes on an event; gives its id. @throws the signal's reason once the line is cut, and what History.record throws */
  async record(type: HistoryEventType, details: EventDetails = {}): Promise<number> {
    this.signal.throwIfAborted();
    const id = await this.history.record(type, details, this.last);
    if (!ASIDE.test(type)) this.last = id;
    return id;
  }
}
