const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * The outcome of `work`, or `late` after so many seconds of the real clock. The work itself goes on.
 */
export async function deadline<T, L>(work: Promise<T>, seconds: number | undefined, late: () => L): Promise<T | L> {
  if (seconds === undefined) return work;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(seconds * 1000, LONGEST_TIMER));
  });
  try {
    return await Promise.race([work, timeout.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
