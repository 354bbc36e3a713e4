import { Temporal } from "temporal-polyfill";
import { offsetSeconds } from "../../convert/values/offsetSeconds.ts";

/** Seconds of the Unix epoch, and the zone's offset from UTC then, in seconds, east positive. */
export type ZoneProbe = readonly [epochSecond: number, offsetSeconds: number];

const first = Date.UTC(1900, 0, 1) / 1000;
const last = Date.UTC(2100, 0, 1) / 1000;
/** Shorter than any summer, so that a summer which the reference does not know is seen. */
const quarter = 91 * 24 * 3600;
const known = new Map<string, readonly ZoneProbe[]>();

/**
 * Moments by which other time zone data show where they differ from those of the reference, from 1900 to 2100: the last
 * second before each change of the zone's offset, the first one after it, and one in each quarter of longer stretches.
 * Ascending. What was found is kept for the process.
 */
export function zoneProbes(zone: string): readonly ZoneProbe[] {
  const probes = known.get(zone) ?? findProbes(zone);
  known.set(zone, probes);
  return probes;
}

function findProbes(zone: string): ZoneProbe[] {
  const changes = offsetChanges(zone);
  return [first, ...changes].flatMap((from, index) => {
    const until = changes[index] ?? last;
    const offset = offsetSeconds(zone, from);
    const between = until - from > 4 * quarter ? Math.floor((until - from - 1) / quarter) : 0;
    const inner = Array.from({ length: between }, (_, quarters) => from + (quarters + 1) * quarter);
    return [...new Set([from, ...inner, until - 1])].map((second): ZoneProbe => [second, offset]);
  });
}

/** The first seconds of new offsets. */
function offsetChanges(zone: string): number[] {
  const changes: number[] = [];
  const start = Temporal.Instant.fromEpochMilliseconds(first * 1000);
  let time: Temporal.ZonedDateTime | null = start.toZonedDateTimeISO(zone).getTimeZoneTransition("next");
  while (time !== null && time.epochMilliseconds / 1000 < last) {
    changes.push(time.epochMilliseconds / 1000);
    time = time.getTimeZoneTransition("next");
  }
  return changes;
}
