import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayChart, jamsOf, type Quarter } from "../../../../local/cli/traffic/dayChart.ts";

/** A day at a speed, but for some quarters of an hour that are jammed. */
function dayOf(speed: number, jammed: readonly number[] = []): Quarter[] {
  return Array.from({ length: 96 }, (_, quarter) =>
    jammed.includes(quarter) ? { quarter, speed: 10, jam: 0.6 } : { quarter, speed, jam: 0.4 },
  );
}

describe("a day's chart", () => {
  it("has a column a quarter of an hour as high as its speed, and marks jams under it", () => {
    const chart = dayChart(dayOf(90, [29, 30, 31]), 120);
    expect(chart).toHaveLength(8);
    const column = (quarter: number) => chart.map((line) => [...line][5 + quarter] ?? " ").join("");
    expect(column(0)).toBe(" ▄████ 0");
    expect(column(30)).toBe("     ▄━ ");
    expect(chart.map((line) => line.slice(0, 5))).toEqual([
      " 120│",
      ...Array.from({ length: 4 }, () => "    │"),
      "   0│",
      " jam│",
      "     ",
    ]);
    expect(chart.at(-1)?.trim().split(/ +/)).toEqual(["0", "3", "6", "9", "12", "15", "18", "21"]);
  });

  it("leaves out quarters without measurements", () => {
    const chart = dayChart(dayOf(120).slice(48), 120);
    expect(chart[0]).toBe(` 120│${" ".repeat(48)}${"█".repeat(48)}`);
  });

  it("is of one size, and higher where the speed is, whatever the speeds", () => {
    const heights = (chart: string[]) =>
      Array.from({ length: 96 }, (_, quarter) =>
        chart
          .slice(0, 6)
          .map((line) => " ▁▂▃▄▅▆▇█".indexOf([...line][5 + quarter] ?? " "))
          .reduce((sum, eighths) => sum + eighths, 0),
      );
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 130, noNaN: true }), { minLength: 96, maxLength: 96 }),
        (speeds) => {
          const chart = dayChart(
            speeds.map((speed, quarter) => ({ quarter, speed, jam: 0 })),
            130,
          );
          expect(chart.every((line) => [...line].length <= 101)).toBe(true);
          expect(heights(chart)).toEqual(speeds.map((speed) => Math.round((speed / 130) * 48)));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("a day's jams", () => {
  it("are spans of quarters that were jammed for half of their minutes at least", () => {
    expect(jamsOf(dayOf(90, [29, 30, 31, 70]))).toEqual(["07:15-08:00", "17:30-17:45"]);
    expect(jamsOf(dayOf(90))).toEqual([]);
    expect(jamsOf([{ quarter: 95, speed: 1, jam: 0.5 }])).toEqual(["23:45-24:00"]);
  });
});
