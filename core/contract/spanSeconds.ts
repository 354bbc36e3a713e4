/** A span of time, such as `"30 minutes"`, `"6 hours"` or `"1 day"`. */
export type Span = `${number} ${"minute" | "hour" | "day"}${"" | "s"}`;

const units: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** The seconds of a span; undefined where it is not a whole number, from 1, of minutes, hours or days. */
export function spanSeconds(span: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,5}) (minute|hour|day)s?$/.exec(span) ?? [];
  const seconds = units[unit ?? ""];
  return count === undefined || seconds === undefined ? undefined : Number(count) * seconds;
}
