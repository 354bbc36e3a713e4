import type { Attempt, Attempts } from "./attemptsOf.ts";

/** All executions of a run, in no order. */
export function everyAttempt({ main, regions }: Attempts): Attempt[] {
  return [...main, ...Object.values(regions).flat()];
}
