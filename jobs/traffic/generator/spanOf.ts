import { Temporal } from "temporal-polyfill";
import { SluiceError } from "../../../core/errors.ts";

/** A span of time as it is asked for. */
export interface SpanOptions {
  /** A day of the zone, `YYYY-MM-DD`, or an instant at a whole minute, as `2024-03-30T06:00Z`. */
  readonly from: string;
  /** The day, or the instant, that the span ends before. @default `days` days behind `from` */
  readonly to?: string;
  /** Days of the zone. @default 1 */
  readonly days?: number;
  readonly zone: string;
}

/**
 * A span as minutes of the Unix epoch, the last excluded.
 * @throws SluiceError `traffic.bad_span` where it is none, or empty
 */
export function spanOf({ from, to, days = 1, zone }: SpanOptions): { readonly from: number; readonly to: number } {
  const start = timeOf(from, zone);
  const end = to === undefined ? start.add({ days }) : timeOf(to, zone);
  const span = { from: minuteOf(start), to: minuteOf(end) };
  if (span.from < span.to) return span;
  throw badSpan(`${from} to ${to ?? `${days} days on`} is empty`, "end it behind its start");
}

function timeOf(text: string, zone: string): Temporal.ZonedDateTime {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text).toZonedDateTime({ timeZone: zone });
    const instant = Temporal.Instant.from(text);
    if (instant.epochMilliseconds % 60_000 !== 0) throw new RangeError("not a whole minute");
    return instant.toZonedDateTimeISO(zone);
  } catch (cause) {
    const mend = "give YYYY-MM-DD, or a whole minute as 2024-03-30T06:00Z";
    throw badSpan(`${JSON.stringify(text)} is neither a day nor an instant`, mend, cause);
  }
}

function minuteOf({ epochMilliseconds }: Temporal.ZonedDateTime): number {
  return epochMilliseconds / 60_000;
}

function badSpan(what: string, mend: string, cause?: unknown): SluiceError {
  return new SluiceError("traffic.bad_span", what, { mend, ...(cause === undefined ? {} : { cause }) });
}
