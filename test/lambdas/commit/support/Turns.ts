import { setImmediate } from "node:timers/promises";

/** Lets processes at work at once take turns, one call each, in an order that a test chooses. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #over: () => void = () => {};

  /** Makes a call when its turn comes. */
  take = async <T>(call: () => Promise<T>): Promise<T> => {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await call();
    } finally {
      this.#over();
    }
  };

  /**
   * Gives turns until the work is over.
   * @param order which of those that wait is next, again and again from its start
   */
  async give(work: Promise<unknown>, order: readonly number[]): Promise<void> {
    let working = true;
    const ended = work.finally(() => {
      working = false;
    });
    for (let turn = 0; working; turn += 1) {
      for (let tick = 0; tick < 3; tick += 1) await setImmediate();
      const [next] = this.#waiting.splice((order[turn % order.length] ?? 0) % Math.max(this.#waiting.length, 1), 1);
      if (next === undefined) continue;
      const over = new Promise<void>((resolve) => {
        this.#over = resolve;
      });
      next();
      await over;
    }
    await ended;
  }
}
