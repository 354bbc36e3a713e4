import { Temporal } from "temporal-polyfill";
import { SluiceError } from "../../core/errors.ts";
import type { DayRange } from "../../jobs/traffic/DayRange.ts";
import type { AskedDays } from "./PlanInput.ts";

/**
 * The days that are asked for.
 * @param planned when the plan was first made: where no day is asked for, it is the one before that, in the zone
 * @throws SluiceError `traffic.bad_range` where parts of a day, or of a range, are missing, or both are asked for
 */
export function askedRange(asked: AskedDays, planned: Date, zone: string): DayRange {
  const { year, month, day, from, to } = asked;
  const [dayParts, rangeParts] = [partsOf({ year, month, day }), partsOf({ from, to })];
  if (dayParts === 0 && rangeParts === 0) return yesterday(planned, zone);
  if (dayParts === 3 && rangeParts === 0) return { year, month, day } as DayRange;
  if (dayParts === 0 && rangeParts === 2) return { from, to } as DayRange;
  throw new SluiceError("traffic.bad_range", `${JSON.stringify(asked)} is neither a day nor a range of days`, {
    mend: "give { year, month, day }, or { from, to } of YYYY-MM-DD, or nothing for yesterday",
  });
}

function partsOf(parts: Readonly<Record<string, unknown>>): number {
  return Object.values(parts).filter((part) => part !== undefined && part !== null).length;
}

function yesterday(planned: Date, zone: string): DayRange {
  const today = Temporal.Instant.fromEpochMilliseconds(planned.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const { year, month, day } = today.subtract({ days: 1 });
  return { year, month, day };
}
