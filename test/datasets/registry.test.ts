import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { convert } from "../../core/convert/convert.ts";
import { partitionOf } from "../../core/convert/partitionOf.ts";
import { reasons } from "../../core/convert/reasons.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { readings } from "../../datasets/readings.ts";
import { registry } from "../../datasets/registry.ts";
import { strikeTrends } from "../../datasets/strikeTrends.ts";
import { zipcodes } from "../../datasets/zipcodes.ts";

const fileOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const vega = (name: string) => fileOf(`node_modules/vega-datasets/data/${name}.csv`);

describe("the registry", () => {
  it("finds each dataset by its name", () => {
    for (const contract of [birdstrikes, readings, strikeTrends, zipcodes])
      expect(registry.get(contract.name)).toBe(contract);
  });
});

describe("the dirty sample of readings", () => {
  const sample = fileOf("datasets/samples/readings-dirty.csv");
  const { read, rows, rejects } = convert(readings, sample);

  it("holds each reason of the closed list, and no other", () => {
    const found = new Set(rejects.flatMap(({ errors }) => errors.map(({ reason }) => reason)));
    expect([...found].sort()).toEqual([...reasons].sort());
  });

  it("has about as many rows as rejects, and an unclosed quote last", () => {
    expect(rows.length + rejects.length).toBe(read);
    expect(rows.length / read).toBeGreaterThan(0.4);
    expect(rejects.at(-1)).toMatchObject({ record: read, errors: [{ column: null, reason: "unclosed_quote" }] });
  });

  it("begins with a byte order mark, mixes its line ends, and has blank lines and a quoted line end", () => {
    const text = sample.toString("latin1");
    expect(text.startsWith("\xef\xbb\xbf")).toBe(true);
    expect(text).toMatch(/[^\r]\n/);
    expect(text).toMatch(/\n\r?\n/);
    expect(rows.map(({ note }) => note)).toContain("lane closed;\nreopened at noon");
  });

  it("reads defaults, nulls, offsets and halves", () => {
    const noteOf = (wanted: string) => rows.find(({ note }) => note === wanted);
    expect(noteOf("half a second past")).toMatchObject({ odometer: null, speed: null, toll: "0.00", raining: null });
    expect(noteOf("the first of the two")?.takenAt).toBe("2024-10-27T00:30:00.000000Z");
    expect(noteOf("the second of the two")?.takenAt).toBe("2024-10-27T01:30:00.000000Z");
    expect(noteOf("same hour, with its offset")?.axleLoad).toBe("6.1");
    expect(noteOf('said "slow" twice')).toMatchObject({ odometer: 94n, axleLoad: "0.0", toll: "1.00", occupancy: 0.5 });
    expect(noteOf('the 19" rack hums')?.sensorId).toBe("GNT-001");
  });

  it("keeps the text of a rejected record, broken bytes as U+FFFD", () => {
    const broken = rejects.find(({ errors }) => errors[0]?.reason === "invalid_utf8");
    expect(broken?.raw).toMatch(/;caf\ufffd windows-1252$/);
  });
});

describe("the real files", () => {
  it("of birdstrikes are 10,000 rows in 151 months, with no reject", () => {
    const { read, rows, rejects } = convert(birdstrikes, vega("birdstrikes"));
    expect([read, rows.length, rejects]).toEqual([10_000, 10_000, []]);
    const months = new Set(rows.map((row) => partitionOf(birdstrikes, row).join()));
    expect(months.size).toBe(151);
    expect(rows.filter(({ speedKnots }) => speedKnots === null).length).toBeGreaterThan(0);
  });

  it("of birdstrikes keep the promise of a splittable file, and are the same rows in 13 years as strike_trends", () => {
    const { rows, rejects } = convert(strikeTrends, vega("birdstrikes"));
    expect(rejects).toEqual([]);
    expect(rows).toEqual(convert(birdstrikes, vega("birdstrikes")).rows);
    expect(new Set(rows.map((row) => partitionOf(strikeTrends, row).join())).size).toBe(13);
  });

  it("of zipcodes are 42,049 rows with no reject, whose key is unique", () => {
    const { read, rows, rejects } = convert(zipcodes, vega("zipcodes"));
    expect([read, rows.length, rejects]).toEqual([42_049, 42_049, []]);
    expect(rows[0]).toEqual({
      zipCode: "00501",
      latitude: 40.922326,
      longitude: -72.637078,
      city: "Holtsville",
      state: "NY",
      county: "Suffolk",
    });
    expect(new Set(rows.map(({ zipCode }) => zipCode)).size).toBe(rows.length);
  });
});
