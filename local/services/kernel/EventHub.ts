import type { HostEvent, NewHostEvent } from "./HostEvent.ts";

type Listener = (event: HostEvent) => void;

/** Hands each event of the host to every listener, in order; also an async iterable that ends when the host closes. */
export class EventHub implements AsyncIterable<HostEvent> {
  readonly #listeners = new Set<Listener>();
  readonly #enders = new Set<() => void>();
  #closed = false;

  /** Listens until the returned function is called. */
  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: NewHostEvent): void {
    const timed = { time: new Date().toISOString(), ...event } as HostEvent;
    for (const listener of this.#listeners) {
      listener(timed);
    }
  }

  /** Resolves with the first event from now on that satisfies the condition. */
  async first<E extends HostEvent>(condition: (event: HostEvent) => event is E): Promise<E>;
  async first(condition: (event: HostEvent) => boolean): Promise<HostEvent>;
  async first(condition: (event: HostEvent) => boolean): Promise<HostEvent> {
    return await new Promise((resolve) => {
      const off = this.on((event) => {
        if (condition(event)) {
          off();
          resolve(event);
        }
      });
    });
  }

  /** Ends all iterations. */
  close(): void {
    this.#closed = true;
    for (const end of this.#enders) {
      end();
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<HostEvent> {
    const waiting: HostEvent[] = [];
    let wake: () => void = () => undefined;
    const off = this.on((event) => {
      waiting.push(event);
      wake();
    });
    const end = () => wake();
    this.#enders.add(end);
    try {
      while (true) {
        for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
          yield event;
        }
        if (this.#closed) {
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      off();
      this.#enders.delete(end);
    }
  }
}
