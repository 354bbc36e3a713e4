import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { type DaySpan, splitDays } from "../../../jobs/traffic/splitDays.ts";

const zones = [
  "Europe/Brussels",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Pacific/Apia",
  "America/Asuncion",
  "UTC",
];

function daysFrom(first: string, count: number): Temporal.PlainDate[] {
  return Array.from({ length: count }, (_, days) => Temporal.PlainDate.from(first).add({ days }));
}

/** The partitions that a span's rows fall into. */
function partitionsOf({ start, end }: DaySpan, zone: string): Set<string> {
  const partitions = new Set<string>();
  for (let time = Date.parse(start); time < Date.parse(end); time += 15 * 60_000) {
    partitions.add(
      Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(0, 13),
    );
  }
  return partitions;
}

describe("days", () => {
  it("are split into spans of four, the last of what is left", () => {
    expect(splitDays(daysFrom("2024-03-26", 9), "Europe/Brussels")).toEqual([
      {
        days: ["2024-03-26", "2024-03-27", "2024-03-28", "2024-03-29"],
        start: "2024-03-25T23:00:00Z",
        end: "2024-03-29T23:00:00Z",
      },
      {
        days: ["2024-03-30", "2024-03-31", "2024-04-01", "2024-04-02"],
        start: "2024-03-29T23:00:00Z",
        end: "2024-04-02T22:00:00Z",
      },
      { days: ["2024-04-03"], start: "2024-04-02T22:00:00Z", end: "2024-04-03T22:00:00Z" },
    ]);
  });

  it("of 23 and of 25 hours are whole", () => {
    const hours = (date: string) =>
      splitDays(daysFrom(date, 1), "Europe/Brussels").map(
        ({ start, end }) => (Date.parse(end) - Date.parse(start)) / 3_600_000,
      );
    expect([hours("2024-03-31"), hours("2024-10-27"), hours("2024-10-28")]).toEqual([[23], [25], [24]]);
  });

  it("that a zone skips whole are in no span", () => {
    expect(splitDays(daysFrom("2011-12-30", 1), "Pacific/Apia")).toEqual([]);
    const [span, another] = splitDays(daysFrom("2011-12-29", 3), "Pacific/Apia");
    expect([span?.days, another]).toEqual([["2011-12-29", "2011-12-31"], undefined]);
  });

  it("of any zone and span are covered without gap or overlap, each span in at most 100 partitions of its own days", () => {
    const anyFirst = fc.date({ min: new Date("2000-01-02"), max: new Date("2037-01-01"), noInvalidDate: true });
    const run = (first: Date, count: number, zone: string) => {
      const days = daysFrom(first.toISOString().slice(0, 10), count);
      const spans = splitDays(days, zone);
      const bounds = days
        .flatMap((day) => [day, day.add({ days: 1 })])
        .map((day) => day.toZonedDateTime(zone).toInstant().toString());
      expect(spans[0]?.start).toBe(bounds[0]);
      expect(spans.at(-1)?.end).toBe(bounds.at(-1));
      for (const [index, span] of spans.entries()) {
        expect(span.start < span.end).toBe(true);
        if (index > 0) expect(span.start).toBe(spans[index - 1]?.end);
        const partitions = partitionsOf(span, zone);
        expect(partitions.size).toBeLessThanOrEqual(100);
        expect([...new Set([...partitions].map((hour) => hour.slice(0, 10)))].sort()).toEqual(span.days);
      }
    };
    fc.assert(fc.property(anyFirst, fc.integer({ min: 1, max: 12 }), fc.constantFrom(...zones), run), { numRuns: 100 });
  });
});
