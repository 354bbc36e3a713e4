import { describe, expect, it } from "vitest";
import { type DayRange, daysOf } from "../../../jobs/traffic/DayRange.ts";

describe("a range of days", () => {
  it("is one day, or all from the first to the last", () => {
    expect(daysOf({ year: 2024, month: 2, day: 29 }).map(String)).toEqual(["2024-02-29"]);
    expect(daysOf({ from: "2024-02-28", to: "2024-03-01" }).map(String)).toEqual([
      "2024-02-28",
      "2024-02-29",
      "2024-03-01",
    ]);
    expect(daysOf({ from: "2024-01-01", to: "2024-12-31" })).toHaveLength(366);
  });

  it.each<[string, DayRange]>([
    ["has no such day", { year: 2023, month: 2, day: 29 }],
    ["has no such month", { year: 2023, month: 13, day: 1 }],
    ["is of no whole number", { year: 2023, month: 1, day: 1.5 }],
    ["is of texts", { year: "2023", month: "1' OR '1", day: "1" } as unknown as DayRange],
    ["is not written as dates are", { from: "2024-3-1", to: "2024-03-02" }],
    ["holds more than a date", { from: "2024-03-01T00:00", to: "2024-03-02" }],
    ["lacks its end", { from: "2024-03-01" } as DayRange],
    ["ends before it begins", { from: "2024-03-02", to: "2024-03-01" }],
    ["is longer than a year", { from: "2024-01-01", to: "2025-01-01" }],
    ["is empty", {} as DayRange],
  ])("that %s is refused", (_, range) => {
    expect(() => daysOf(range)).toThrow(expect.objectContaining({ code: "traffic.bad_range" }));
  });
});
