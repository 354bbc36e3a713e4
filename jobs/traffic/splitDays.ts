import type { Temporal } from "temporal-polyfill";

/** Successive days of a zone that one statement writes. */
export interface DaySpan {
  /** As `YYYY-MM-DD`. */
  readonly days: readonly string[];
  /** The instant that the first day begins at, as `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly start: string;
  /** The instant that the last day ends at. */
  readonly end: string;
}

/** Partitions that Athena writes with one statement. @see https://docs.aws.amazon.com/athena/latest/ug/ctas-insert-into.html */
const mostHours = 100;
const mostDays = 4;

/**
 * Splits successive days into spans of at most 4 days and 100 hours, each beginning where the one before ends. A zone's
 * day can have 23 or 25 hours; one that the zone skipped whole is in no span.
 */
export function splitDays(days: readonly Temporal.PlainDate[], zone: string): DaySpan[] {
  const spans: DaySpan[] = [];
  let open: DaySpan | undefined;
  for (const day of days) {
    const start = startOf(day, zone);
    const end = startOf(day.add({ days: 1 }), zone);
    if (start === end) continue;
    if (open !== undefined && (open.days.length === mostDays || hoursBetween(open.start, end) > mostHours)) {
      spans.push(open);
      open = undefined;
    }
    open = { days: [...(open?.days ?? []), String(day)], start: open?.start ?? start, end };
  }
  return open === undefined ? spans : [...spans, open];
}

function startOf(day: Temporal.PlainDate, zone: string): string {
  return day.toZonedDateTime({ timeZone: zone }).toInstant().toString();
}

function hoursBetween(start: string, end: string): number {
  return (Date.parse(end) - Date.parse(start)) / 3_600_000;
}
