import { Temporal } from "temporal-polyfill";
import { type CronFields, cronFields } from "./cronFields.ts";
import type { Recurrence } from "./Recurrence.ts";

/** Days that are looked through: from one 29th of February to the next are at most eight years. */
const mostDays = 9 * 366;

/**
 * The times of a cron expression in a zone: a time that a day skips is passed over, one that a day repeats comes once.
 * Undefined where the fields or the zone are not understood.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
export function cronRecurrence(text: string, zone: string): Recurrence | undefined {
  const fields = cronFields(text);
  if (fields === undefined || !isZone(zone)) return undefined;
  return { next: (after, created) => nextOf(fields, zone, Math.max(after, created - 1)) };
}

function nextOf(fields: CronFields, zone: string, after: number): number | undefined {
  const first = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  for (let days = 0; days < mostDays; days += 1) {
    const date = first.add({ days });
    if (!isOn(fields, date)) continue;
    const time = timesOf(fields, date, zone).find((each) => each > after);
    if (time !== undefined) return time;
  }
  return undefined;
}

function isOn({ years, months, daysOfMonth, daysOfWeek }: CronFields, date: Temporal.PlainDate): boolean {
  const sundayFirst = (date.dayOfWeek % 7) + 1;
  return years.has(date.year) && months.has(date.month) && daysOfMonth.has(date.day) && daysOfWeek.has(sundayFirst);
}

function* timesOf({ hours, minutes }: CronFields, date: Temporal.PlainDate, timeZone: string): Generator<number> {
  for (const hour of hours) {
    for (const minute of minutes) {
      const plain = date.toPlainDateTime({ hour, minute });
      const time = plain.toZonedDateTime(timeZone, { disambiguation: "earlier" });
      if (time.toPlainDateTime().equals(plain)) yield time.epochMilliseconds;
    }
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
