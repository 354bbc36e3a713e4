import type { Clock } from "./Clock.ts";

/** The outcome of `work`, or `late` after so many seconds. The work itself goes on. */
export async function deadline<T, L>(
  clock: Clock,
  work: Promise<T>,
  seconds: number | undefined,
  late: () => L,
): Promise<T | L> {
  if (seconds === undefined) return work;
  const timer = new AbortController();
  try {
    return await Promise.race([work, clock.sleep(seconds * 1000, timer.signal).then(late)]);
  } finally {
    timer.abort();
  }
}
