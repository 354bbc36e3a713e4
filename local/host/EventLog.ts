import type { EventHub } from "../services/kernel/EventHub.ts";
import type { HostEvent } from "../services/kernel/HostEvent.ts";

/** An event that was kept; ids count from 1 in each host. */
export interface LoggedEvent {
  readonly id: number;
  /** The event as JSON. */
  readonly text: string;
}

/** The most text that is kept, in UTF-16 code units; the newest event is kept however long it is. */
const mostText = 16 * 1024 * 1024;

/**
 * Numbers the host's events and keeps the latest, so that who begins to listen can ask for those since a moment. Calls
 * of services are left out: they are many, and `calls.jsonl` has them.
 */
export class EventLog {
  #last = 0;
  #size = 0;
  readonly #kept: LoggedEvent[] = [];
  readonly #listeners = new Set<(event: LoggedEvent) => void>();

  constructor(events: EventHub) {
    events.on((event) => {
      if (event.kind !== "call") this.#add(event);
    });
  }

  /** Id of the latest event; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** The events after the one of that id, oldest first; undefined where not all of them are kept any more. */
  since(id: number): readonly LoggedEvent[] | undefined {
    const first = this.#kept[0]?.id ?? this.#last + 1;
    return id + 1 < first ? undefined : this.#kept.slice(id + 1 - first);
  }

  /** Listens until the returned function is called. */
  on(listener: (event: LoggedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #add(event: HostEvent): void {
    const logged = { id: ++this.#last, text: JSON.stringify(event) };
    this.#kept.push(logged);
    this.#size += logged.text.length;
    while (this.#size > mostText && this.#kept.length > 1) this.#size -= this.#kept.shift()?.text.length ?? 0;
    for (const listener of this.#listeners) listener(logged);
  }
}
