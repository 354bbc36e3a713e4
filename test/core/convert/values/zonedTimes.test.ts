import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { Disambiguation } from "../../../../core/contract/ColumnSpec.ts";
import { zonedTimes } from "../../../../core/convert/values/zonedTimes.ts";

const day = 86_400_000;

/** What Temporal says of one local time, which it is asked for alone. */
function byTemporal(local: number, zone: string, disambiguation: Disambiguation) {
  const time = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO("UTC").toPlainDateTime();
  try {
    return { value: time.toZonedDateTime(zone, { disambiguation }).epochMilliseconds };
  } catch {
    const back = time.toZonedDateTime(zone, { disambiguation: "earlier" }).toPlainDateTime();
    return { reason: back.equals(time) ? "ambiguous_time" : "nonexistent_time" };
  }
}

describe("local times of a zone", () => {
  const modes = fc.constantFrom<Disambiguation>("reject", "earlier", "later", "compatible");
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  // Some change of the zone's offset between 1850 and 2100.
  const since = fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2100, 0, 1) });
  // Days from it: among them hours that it skips or repeats.
  const away = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -400, max: 400, noNaN: true }));

  test("are read as Temporal reads each, whatever was read before", () => {
    fc.assert(
      fc.property(zones, modes, since, fc.array(away, { minLength: 1, maxLength: 12 }), (zone, mode, from, days) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
        const change = zoned.getTimeZoneTransition("next")?.epochMilliseconds ?? from;
        const read = zonedTimes({ zone, disambiguation: mode });
        for (const each of days) {
          const local = Math.floor(change + each * day);
          expect(read(local)).toEqual(byTemporal(local, zone, mode));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("are read in any year from 1 to 9999", () => {
    const any = fc.integer({ min: Date.parse("0001-01-03"), max: Date.parse("9999-12-29") });
    fc.assert(
      fc.property(zones, modes, fc.array(any, { minLength: 1, maxLength: 12 }), (zone, mode, locals) => {
        const read = zonedTimes({ zone, disambiguation: mode });
        for (const local of locals) expect(read(local)).toEqual(byTemporal(local, zone, mode));
      }),
      { numRuns: 200 },
    );
  });

  test("in a zone that leaps over a day are none on that day", () => {
    const read = zonedTimes({ zone: "Pacific/Apia", disambiguation: "reject" });
    expect(["2011-12-20T12:00Z", "2011-12-30T12:00Z", "2012-01-10T12:00Z"].map(Date.parse).map(read)).toEqual([
      { value: Date.parse("2011-12-20T22:00Z") },
      { reason: "nonexistent_time" },
      { value: Date.parse("2012-01-09T22:00Z") },
    ]);
  });
});
