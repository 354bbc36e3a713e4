import { Temporal } from "temporal-polyfill";
import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { Converted } from "../Converted.ts";

/**
 * The instant of a local time in the column's zone, both in milliseconds: of the Unix epoch, and as if local were UTC.
 * @see https://tc39.es/proposal-temporal/docs/timezone.html#ambiguity-due-to-dst-or-other-time-zone-offset-changes
 */
export function zonedTime(
  local: number,
  { zone, disambiguation }: Extract<ColumnType, { kind: "timestamp" }>,
): Converted<number> {
  if (zone === "UTC") return { value: local };
  const time = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO("UTC").toPlainDateTime();
  const inZone = (mode: "earlier" | "later" | "compatible") => time.toZonedDateTime(zone, { disambiguation: mode });
  if (disambiguation !== "reject") return { value: inZone(disambiguation).epochMilliseconds };

  const earlier = inZone("earlier");
  if (earlier.epochMilliseconds === inZone("later").epochMilliseconds) return { value: earlier.epochMilliseconds };
  return { reason: earlier.toPlainDateTime().equals(time) ? "ambiguous_time" : "nonexistent_time" };
}
