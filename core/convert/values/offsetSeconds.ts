import { Temporal } from "temporal-polyfill";

/** How far a zone is from UTC at a second of the Unix epoch: seconds, east positive. */
export function offsetSeconds(zone: string, second: number): number {
  return Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
}
