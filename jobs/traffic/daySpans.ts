import { TimestampColumn } from "../../core/contract/columns/TimestampColumn.ts";
import { SluiceError } from "../../core/errors.ts";
import { type DayRange, daysOf } from "./DayRange.ts";
import { type DaySpan, splitDays } from "./splitDays.ts";

export interface DaySpansOptions {
  readonly range: DayRange;
  /** IANA zone of the days. */
  readonly zone: string;
  /** The last day must be over by now. */
  readonly now: Date;
  /** Minutes that the last day must be over for, in which its last records arrive. @default 0 */
  readonly settleMinutes?: number;
}

/**
 * The days of a range, all of which are over, split into what one statement writes.
 * @throws SluiceError `traffic.bad_range`, `traffic.day_not_over`, `contract.unknown_zone`
 */
export function daySpans({ range, zone, now, settleMinutes = 0 }: DaySpansOptions): DaySpan[] {
  TimestampColumn.of({ zone });
  const spans = splitDays(daysOf(range), zone);
  requireOver(spans.at(-1), now, settleMinutes);
  return spans;
}

function requireOver(last: DaySpan | undefined, now: Date, settleMinutes: number): void {
  if (last === undefined || Date.parse(last.end) + settleMinutes * 60_000 <= now.getTime()) return;
  const settled = new Date(Date.parse(last.end) + settleMinutes * 60_000).toISOString();
  throw new SluiceError("traffic.day_not_over", `${last.days.at(-1)} is complete from ${settled} on`, {
    mend: "run again then, or end the range a day before",
  });
}
