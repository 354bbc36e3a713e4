import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmWindow } from "../../../core/alert/alarmWindow.ts";

describe("an alarm's window", () => {
  it("is exactly as long as asked, within what CloudWatch takes, for every number of minutes that has one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 * 24 * 60 }), (minutes) => {
        const window = alarmWindow(minutes * 60);
        if (window === undefined) {
          expect(minutes % 60 === 0 ? minutes > 7 * 24 * 60 : minutes > 24 * 60).toBe(true);
          return;
        }
        const { period, periods } = window;
        expect(period * periods).toBe(minutes * 60);
        expect(period % 60).toBe(0);
        expect(period * periods).toBeLessThanOrEqual(period >= 3600 ? 604_800 : 86_400);
      }),
    );
  });

  it("has the longest period that fits", () => {
    expect(alarmWindow(86_400)).toEqual({ period: 3600, periods: 24 });
    expect(alarmWindow(90 * 60)).toEqual({ period: 1800, periods: 3 });
    expect(alarmWindow(61 * 60)).toEqual({ period: 60, periods: 61 });
  });

  it("is none of less than a minute", () => {
    expect(alarmWindow(59)).toBeUndefined();
  });
});
