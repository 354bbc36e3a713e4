import { Temporal } from "temporal-polyfill";
import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { Converted } from "../Converted.ts";

type Zoned = Pick<Extract<ColumnType, { kind: "timestamp" }>, "zone" | "disambiguation">;

/** Local times that have one meaning each, since the zone's offset is the same for longer: all in milliseconds. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** No zone's clock was ever put on or back by more: so far from its changes, no local time is skipped or repeated. */
const mostChange = 48 * 3_600_000;

/**
 * Reads local times of a zone as instants, both in milliseconds: as if local were UTC, and of the Unix epoch. Temporal
 * decides; between two changes of the zone's offset, far from both, its answer is known.
 * @see https://tc39.es/proposal-temporal/docs/timezone.html#ambiguity-due-to-dst-or-other-time-zone-offset-changes
 */
export function zonedTimes({ zone, disambiguation }: Zoned): (local: number) => Converted<number> {
  if (zone === "UTC") return (local) => ({ value: local });
  const spans: Span[] = [];
  let last: Span | undefined;
  return (local) => {
    if (last === undefined || !isIn(last, local)) last = spans.find((span) => isIn(span, local));
    if (last !== undefined) return { value: local - last.offset };
    const instant = instantOf(local, zone, disambiguation);
    if ("value" in instant) {
      const span = spanAround(instant.value, zone);
      if (isIn(span, local)) spans.push(span);
    }
    return instant;
  };
}

function isIn({ from, to }: Span, local: number): boolean {
  return local >= from && local < to;
}

function spanAround(instant: number, zone: string): Span {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  // What is before the next millisecond is not behind the instant.
  const since = zoned.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const until = zoned.getTimeZoneTransition("next");
  const offset = zoned.offsetNanoseconds / 1e6;
  return {
    from: (since?.epochMilliseconds ?? Number.NEGATIVE_INFINITY) + offset + mostChange,
    to: (until?.epochMilliseconds ?? Number.POSITIVE_INFINITY) + offset - mostChange,
    offset,
  };
}

function instantOf(local: number, zone: string, disambiguation: Zoned["disambiguation"]): Converted<number> {
  const time = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO("UTC").toPlainDateTime();
  const inZone = (mode: "earlier" | "later" | "compatible") => time.toZonedDateTime(zone, { disambiguation: mode });
  if (disambiguation !== "reject") return { value: inZone(disambiguation).epochMilliseconds };

  const earlier = inZone("earlier");
  if (earlier.epochMilliseconds === inZone("later").epochMilliseconds) return { value: earlier.epochMilliseconds };
  return { reason: earlier.toPlainDateTime().equals(time) ? "ambiguous_time" : "nonexistent_time" };
}
