import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../../../local/states/Clock.ts";

/** The machine's own time, but that what waits for a second waits for a quarter of it: waits of flows, and retries. */
export const hurriedClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    // No timer is longer than that.
    await setTimeout(Math.min(milliseconds / 4, 2 ** 31 - 1), undefined, signal === undefined ? {} : { signal });
  },
};
