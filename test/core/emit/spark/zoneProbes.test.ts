import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { zoneProbes } from "../../../../core/emit/spark/zoneProbes.ts";

const zones = ["Europe/Brussels", "America/New_York", "Africa/Casablanca", "Asia/Kolkata", "Pacific/Apia"];
const second = (text: string) => Temporal.Instant.from(text).epochMilliseconds / 1000;
const quarter = 91 * 24 * 3600;

describe("the probes of a zone", () => {
  test.each(zones)("are offsets as Node's own formatter tells them: %s", (zone) => {
    const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
    for (const [at, offset] of zoneProbes(zone)) {
      const [, sign, hours = 0, minutes = 0, seconds = 0] =
        /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(at * 1000)) ?? [];
      const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
      expect([at, sign === "-" ? -size : size]).toEqual([at, offset]);
    }
  });

  test.each(zones)("ascend from 1900 to 2100, and leave no long stretch out: %s", (zone) => {
    const at = zoneProbes(zone).map(([time]) => time);
    expect([at[0], at.at(-1)]).toEqual([second("1900-01-01T00:00Z"), second("2100-01-01T00:00Z") - 1]);
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(4 * quarter);
  });

  test("stand on both sides of each change", () => {
    const probes = zoneProbes("Europe/Brussels");
    for (const change of ["2024-03-31T01:00Z", "2024-10-27T01:00Z", "2099-10-25T01:00Z", "1977-04-03T01:00Z"]) {
      const [before, after] = [second(change) - 1, second(change)].map(
        (at) => probes.find(([time]) => time === at)?.[1],
      );
      expect([typeof before, typeof after, before !== after]).toEqual(["number", "number", true]);
    }
  });
});
