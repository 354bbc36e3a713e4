import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../../../local/states/Clock.ts";

/** Seconds that pass for machines while one passes: in their waits, and before they try again. */
const haste = 8;

/** The machine's own time, but that what is waited for comes sooner. */
export const hurriedClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    // No timer is longer than that.
    await setTimeout(Math.min(milliseconds / haste, 2 ** 31 - 1), undefined, signal === undefined ? {} : { signal });
  },
};
