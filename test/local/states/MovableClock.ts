import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../local/states/Clock.ts";

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/** A clock that stands until it is moved. */
export class MovableClock implements Clock {
  private time: number;
  private readonly sleepers = new Set<Sleeper>();

  constructor(start = "2026-01-02T03:04:05.000Z") {
    this.time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.time);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (milliseconds <= 0) return;
    await new Promise<void>((resolve, reject) => {
      const sleeper = { due: this.time + milliseconds, wake: resolve };
      this.sleepers.add(sleeper);
      signal?.addEventListener("abort", () => {
        this.sleepers.delete(sleeper);
        reject(signal.reason);
      });
    });
  }

  /** Milliseconds until the first sleeper wakes. */
  get next(): number | undefined {
    const dues = [...this.sleepers].map(({ due }) => due - this.time);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /** Moves on, waking each sleeper at its time and letting it act before the next. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      const [first] = [...this.sleepers].sort((a, b) => a.due - b.due);
      if (first === undefined || first.due > end) break;
      this.time = first.due;
      this.sleepers.delete(first);
      first.wake();
      await settled();
    }
    this.time = end;
  }
}

/** Resolves when all that happens without waiting has happened. */
export async function settled(): Promise<void> {
  await setImmediate();
}
