import { describe, expect, it } from "vitest";
import {
  type Arrival,
  arrivals,
  mostLateness,
  type TrafficOptions,
} from "../../../../jobs/traffic/generator/arrivals.ts";

const from = Date.parse("2024-03-11T06:00:00Z") / 60_000;
const hours = (count: number): TrafficOptions => ({ from, to: from + 60 * count, points: 400, seed: 7 });

interface Line {
  readonly arrival: number;
  readonly text: string;
  readonly minute: number;
  readonly fields: readonly string[];
}

function linesOf(generated: Iterable<Arrival>): Line[] {
  return [...generated].flatMap(({ minute: arrival, lines }) => {
    const texts = Buffer.from(lines).toString("latin1").split("\n").slice(0, -1);
    return texts.map((text) => {
      const fields = text.split(",");
      return { arrival, text, fields, minute: Date.parse(fields[1] ?? "") / 60_000 };
    });
  });
}

const day = linesOf(arrivals(hours(24)));
const share = (isOf: (line: Line) => boolean) => day.filter(isOf).length / day.length;

describe("generated measurements", () => {
  it("are one a point and minute, a hundredth short for equipment that is down for hours", () => {
    const measured = new Set(day.map(({ fields: [uniqueId], minute }) => `${uniqueId} ${minute}`));
    expect(measured.size / (400 * 1440)).toBeGreaterThan(0.98);
    expect(measured.size).toBeLessThan(400 * 1440);
    expect(new Set(day.map(({ fields: [uniqueId] }) => uniqueId)).size).toBe(400);
  });

  it("come in the order of arrival, up to a day behind their minute, and few late", () => {
    expect(day.every(({ arrival, minute }) => arrival >= minute && arrival <= minute + mostLateness + 5)).toBe(true);
    expect(day.every(({ arrival }, index) => arrival >= (day[index - 1]?.arrival ?? 0))).toBe(true);
    expect(share(({ arrival, minute }) => arrival > minute)).toBeCloseTo(0.0315, 2);
    expect(share(({ arrival, minute }) => arrival >= minute + 60)).toBeCloseTo(0.001, 3);
    const byADay = day.filter(({ arrival, minute }) => arrival >= minute + 1200).length;
    expect(byADay).toBeGreaterThan(5);
    expect(byADay).toBeLessThan(60);
  });

  it("are delivered twice now and then, as they were", () => {
    const repeated = day.length - new Set(day.map(({ text }) => text)).size;
    expect(repeated / day.length).toBeCloseTo(0.0005, 3);
    expect(repeated).toBeGreaterThan(100);
  });

  it("fail now and then: without a speed, with a negative one, or with a code above 250", () => {
    expect(share(({ fields: [, , speed] }) => speed === "")).toBeCloseTo(0.01, 2);
    expect(share(({ fields: [, , speed] }) => speed === "254")).toBeCloseTo(0.01, 2);
    expect(share(({ fields: [, , speed] }) => speed === "-1")).toBeGreaterThan(0);
    expect(share(({ fields: [, , speed] }) => speed === "252")).toBeGreaterThan(0);
    expect(share(({ fields: [, , , occupancy] }) => Number(occupancy) > 100)).toBeGreaterThan(0);
  });

  it("are slower in the rush of a workday's morning than at night, with jams", () => {
    const speedsAt = (local: string) =>
      day.filter(
        ({ fields: [, time = "", speed] }) => time.includes(local) && Number(speed) > 0 && Number(speed) <= 250,
      );
    const meanAt = (local: string) => {
      const lines = speedsAt(local);
      return lines.reduce((total, { fields: [, , speed] }) => total + Number(speed), 0) / lines.length;
    };
    expect(meanAt("T07:4")).toBeLessThan(0.85 * meanAt("T03:0"));
    expect(speedsAt("T07:4").some(({ fields: [, , speed] }) => Number(speed) < 30)).toBe(true);
  });

  it("are the same in any part of a span", () => {
    const parts = [0, 5, 24].flatMap((start, index, bounds) => {
      const end = bounds[index + 1];
      return end === undefined ? [] : linesOf(arrivals({ ...hours(24), from: from + 60 * start, to: from + 60 * end }));
    });
    expect(parts.map(({ arrival, text }) => `${arrival} ${text}`).sort()).toEqual(
      day.map(({ arrival, text }) => `${arrival} ${text}`).sort(),
    );
  });

  it("are the same of the same seed, and others of another", () => {
    const texts = (seed: number) => linesOf(arrivals({ ...hours(1), seed })).map(({ text }) => text);
    expect(texts(7)).toEqual(texts(7));
    const [seven, eight] = [new Set(texts(7)), texts(8)];
    expect(eight.filter((text) => seven.has(text)).length / eight.length).toBeLessThan(0.01);
  });

  it("have the zone's offset of their instant, over a change of clocks too", () => {
    const change = Date.parse("2024-10-27T00:59:00Z") / 60_000;
    const times = linesOf(arrivals({ from: change, to: change + 2, points: 3, seed: 1 })).map(
      ({ fields }) => fields[1],
    );
    expect(new Set(times)).toEqual(new Set(["2024-10-27T02:59:00+02:00", "2024-10-27T02:00:00+01:00"]));
  });
});
