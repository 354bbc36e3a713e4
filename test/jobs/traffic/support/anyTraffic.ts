import fc from "fast-check";
import { minutesAfter, recordOf } from "./TrafficRecord.ts";

const start = "2024-03-30T00:00:00.000Z";
const end = "2024-04-01T00:00:00.000Z";
const lanes = { A: [1, 2, 3], B: [4] };

const anySpeed = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 130 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom(null, "", "252", "-1", "40.5", "87.1234", "x") },
);
const anyShare = fc.constantFrom("0", "7", "12.5", "33.3333", "100", "101", null);
const anyCount = fc.constantFrom("0", "1", "2", "7", "13", null);

/** Steps between measurements: mostly minutes, and around an hour, where series end. */
const anyStep = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 40, max: 62 }) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 700 }) },
);
const anyLateness = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom(1380, 1440, 1500, -30, -119, -200) },
);

const anyMeasurement = fc.record({
  step: anyStep,
  uniqueId: fc.integer({ min: 1, max: 5 }),
  speed: anySpeed,
  share: anyShare,
  classes: fc.tuple(anyCount, anyCount, anyCount, anyCount),
  lateness: anyLateness,
});

/**
 * Records of two locations and of a point that is in none, from a day before two days, over a change of clocks, to their
 * end and beyond.
 */
export const anyTraffic = fc
  .tuple(fc.array(anyMeasurement, { minLength: 1, maxLength: 300, size: "max" }), fc.integer({ min: -1500, max: 2000 }))
  .map(([measurements, first]) => {
    let minute = first;
    const records = measurements.map(({ step, uniqueId, speed, share, classes, lateness }) => {
      minute += step;
      const measuredAt = minutesAfter(start, minute);
      const arrivedAt = minutesAfter(measuredAt, lateness);
      return recordOf(uniqueId, measuredAt, speed, { arrivedAt, bezettingsgraad: share, classes });
    });
    return { records, lanes, start, end };
  });
