import type { Attempt, Attempts } from "./attemptsOf.ts";

/**
 * Whether a run has nothing left to do: the main machine's last attempt succeeded, or that and later ones did in each
 * region's machine, the last of these with success.
 */
export function isDone({ main, regions }: Attempts): boolean {
  const last = main.at(-1);
  const ends = Object.values(regions).map((attempts) => attempts.at(-1));
  const published = (end: Attempt | undefined) =>
    end?.status === "SUCCEEDED" && end.attempt >= (last?.attempt ?? Number.POSITIVE_INFINITY);
  return last?.status === "SUCCEEDED" || (ends.length > 0 && ends.every(published));
}
