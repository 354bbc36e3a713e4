import { setTimeout } from "node:timers/promises";

/** The time that everything goes by which waits or stamps; a test gives one that it moves. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds. @throws the signal's reason, or an AbortError, once it is aborted */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** The machine's own time. */
export const realClock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    for (let left = milliseconds; left > 0; left -= LONGEST_TIMER) {
      await setTimeout(Math.min(left, LONGEST_TIMER), undefined, signal === undefined ? {} : { signal });
    }
  },
};
