import type { Intent } from "./Intent.ts";

/** Milliseconds. A Lambda function ends after 15 minutes; the rest is for clocks that differ. */
const longestCommit = 60 * 60 * 1000;

/** Whether the commit that wrote an intent must have ended: until then it may still copy a file that was removed. */
export function isSettled({ at }: Intent, now: Date): boolean {
  return now.getTime() - Date.parse(at) > longestCommit;
}
