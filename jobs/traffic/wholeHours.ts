const hour = 3_600_000;

/** The whole hours of UTC from that of one instant to that of another, both included. */
export function wholeHours(first: Date, last: Date): Date[] {
  const begin = Math.floor(first.getTime() / hour) * hour;
  const count = Math.max(0, Math.floor((last.getTime() - begin) / hour) + 1);
  return Array.from({ length: count }, (_, index) => new Date(begin + index * hour));
}
