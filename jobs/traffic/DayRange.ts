import { Temporal } from "temporal-polyfill";
import { SluiceError } from "../../core/errors.ts";

/** Days of the data's zone: one, or all from the first to the last, as `YYYY-MM-DD`. */
export type DayRange =
  | { readonly year: number; readonly month: number; readonly day: number }
  | { readonly from: string; readonly to: string };

/** Days that one run may be asked for. */
const mostDays = 366;

/**
 * The days of a range, in order.
 * @throws SluiceError `traffic.bad_range` where it is none: no such date, the last before the first, or more than 366 days
 */
export function daysOf(range: DayRange): Temporal.PlainDate[] {
  const [first, last] = "year" in range ? [dateOf(range), dateOf(range)] : [dateOf(range.from), dateOf(range.to)];
  const count = first.until(last).days + 1;
  if (count < 1) throw badRange(`${last} is before ${first}`, "name the first day, then the last");
  if (count > mostDays) throw badRange(`${first} to ${last} are ${count} days`, `ask for at most ${mostDays} at once`);
  return Array.from({ length: count }, (_, days) => first.add({ days }));
}

function dateOf(given: string | { readonly year: number; readonly month: number; readonly day: number }) {
  try {
    if (typeof given === "string" && !/^\d{4}-\d\d-\d\d$/.test(given)) throw new RangeError("not YYYY-MM-DD");
    if (typeof given !== "string") requireWhole([given.year, given.month, given.day]);
    return Temporal.PlainDate.from(given, { overflow: "reject" });
  } catch (cause) {
    const mend = "give { year, month, day } or { from, to } of YYYY-MM-DD";
    throw badRange(`${JSON.stringify(given)} is no day`, mend, cause);
  }
}

/** Temporal would cut fractions off, and read texts. */
function requireWhole(parts: readonly number[]): void {
  const [year = 0] = parts;
  if (!parts.every(Number.isInteger) || year < 1 || year > 9999) throw new RangeError("not whole numbers of a date");
}

function badRange(what: string, mend: string, cause?: unknown): SluiceError {
  return new SluiceError("traffic.bad_range", what, { mend, ...(cause === undefined ? {} : { cause }) });
}
