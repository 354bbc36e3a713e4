/** How long an engine takes, in proportion to the file: measured, and carried over to machines of other sizes. */
export interface Pace {
  /** Seconds before the first byte, whatever the file. */
  readonly startSeconds: number;
  /** Bytes a second and core. */
  readonly bytesPerCoreSecond: number;
}

export interface Point {
  readonly bytes: number;
  readonly seconds: number;
}

/**
 * The pace of the line through the smallest and the largest measurement.
 * @param cores that the measurements had
 * @returns undefined where there are not two sizes, or the larger took no longer
 */
export function paceOf(points: readonly Point[], cores: number): Pace | undefined {
  const sorted = points.toSorted((a, b) => a.bytes - b.bytes);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || last.bytes === first.bytes) return undefined;
  const secondsPerByte = (last.seconds - first.seconds) / (last.bytes - first.bytes);
  if (secondsPerByte <= 0) return undefined;
  const startSeconds = Math.max(0, first.seconds - first.bytes * secondsPerByte);
  return { startSeconds, bytesPerCoreSecond: 1 / secondsPerByte / cores };
}

/** What runs an engine. */
export interface Place {
  readonly cores: number;
  /** Seconds before the engine's own start: of a container, of workers. */
  readonly startSeconds: number;
}

/** Seconds that a file of so many bytes takes somewhere. */
export function secondsOf(pace: Pace, place: Place, bytes: number): number {
  return place.startSeconds + pace.startSeconds + bytes / (pace.bytesPerCoreSecond * place.cores);
}

/**
 * The size in bytes from which the second is faster than the first; undefined where it never is.
 */
export function overtakes(first: readonly [Pace, Place], second: readonly [Pace, Place]): number | undefined {
  const perByte = ([pace, place]: readonly [Pace, Place]) => 1 / (pace.bytesPerCoreSecond * place.cores);
  const gained = perByte(first) - perByte(second);
  if (gained <= 0) return undefined;
  return Math.max(0, (secondsOf(...second, 0) - secondsOf(...first, 0)) / gained);
}
