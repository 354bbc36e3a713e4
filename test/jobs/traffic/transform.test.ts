import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trafficSpeeds } from "../../../datasets/trafficSpeeds.ts";
import { type Asked, type Lanes, TrafficDatabase, type TrafficRow } from "./support/TrafficDatabase.ts";
import { minutesAfter, recordOf, seriesOf, type TrafficRecord } from "./support/TrafficRecord.ts";

const day = { start: "2024-03-12T00:00:00Z", end: "2024-03-13T00:00:00Z" };
const noon = "2024-03-12T12:00:00Z";
let traffic: TrafficDatabase;

beforeAll(async () => {
  traffic = await TrafficDatabase.open();
});
afterAll(async () => {
  await traffic[Symbol.asyncDispose]();
});

async function rowsOf(
  records: readonly TrafficRecord[],
  lanes: Lanes = { A: [1] },
  asked: Asked = day,
): Promise<TrafficRow[]> {
  await traffic.hold(records, lanes);
  return traffic.rows(asked);
}

/** The values of a column, one row after the other. */
async function valuesOf(column: string, ...given: Parameters<typeof rowsOf>): Promise<unknown[]> {
  return (await rowsOf(...given)).map((row) => row[column]);
}

describe("a measurement", () => {
  it("is a row with all columns of the result, of their types", async () => {
    const [row] = await rowsOf(seriesOf(1, noon, [90]));
    expect(row).toEqual({
      ...{
        location: "A",
        recorded_at: new Date(noon),
        current_speed: 90,
        occupancy: 10,
        lanes: 1n,
        previous_speed: null,
      },
      ...{ traffic_intensity_class2: 1n, traffic_intensity_class3: 0n },
      ...{ traffic_intensity_class4: 0n, traffic_intensity_class5: 0n },
      ...{ avg_speed_3_minutes: 90, avg_speed_20_minutes: 90 },
      ...{ traffic_jam_indicator: 0, traffic_jam_indicator_long: 0, speed_diff_indicator: 0 },
      ...{ year: 2024n, month: 3n, day: 12n, hour: 13n },
    });
    expect(Object.keys(row ?? {})).toEqual(
      [...trafficSpeeds.columns, ...trafficSpeeds.partitionKeys].map(({ name }) => name),
    );
  });

  it("is left out where its speed is missing, negative, no number, or a code above 250; its occupancy beyond a share", async () => {
    const speeds = [null, "", "-1", "-0.001", "250.001", "252", "254", "fast", "NaN", "Infinity", 0, 250];
    expect(await valuesOf("current_speed", seriesOf(1, noon, speeds))).toEqual([0, 250]);
    const shares = ["-1", "101", "NaN", "100", "0", "", "many", null];
    const records = shares.map((bezettingsgraad, index) =>
      recordOf(1, minutesAfter(noon, index), 90, { bezettingsgraad }),
    );
    expect(await valuesOf("occupancy", records)).toEqual([100, 0, null, null, null]);
  });

  it("is left out where its time or its point is none", async () => {
    const times = ["", "yesterday", "2024-02-30T12:00:00Z", "infinity", "12:00", noon];
    const records = times.map((originalTimestamp) => ({ ...recordOf(1, noon, 90), originalTimestamp }));
    expect(await rowsOf([...records, { ...recordOf(1, noon, 50), uniqueId: "one" }])).toHaveLength(1);
  });

  it("counts by the instant that its time names, whatever its offset, to the minute", async () => {
    const texts = [
      "2024-03-12T13:00:00+01:00",
      "2024-03-12T12:01:59.999Z",
      "2024-03-12T07:02:00.5-05:00",
      "2024-03-12T12:03",
    ];
    const records = texts.map((originalTimestamp) => ({ ...recordOf(1, noon, 90), originalTimestamp }));
    const minutes = [0, 1, 2, 3].map((minute) => new Date(minutesAfter(noon, minute)));
    expect(await valuesOf("recorded_at", records)).toEqual(minutes);
  });

  it("counts once, by its least values, however often and in whatever order it was delivered", async () => {
    const once = recordOf(1, noon, 90);
    const copies = [
      once,
      { ...once, arrivedAt: minutesAfter(noon, 90) },
      recordOf(1, "2024-03-12T12:00:30Z", 95),
      once,
    ];
    const [row] = await rowsOf([once]);
    expect(await rowsOf(copies)).toEqual([row]);
    expect(await rowsOf([...copies].reverse())).toEqual([row]);
  });

  it("counts where it arrived up to a day late, and not where later or two hours ahead", async () => {
    const arriving = (minutes: number, speed: number) =>
      recordOf(1, minutesAfter(noon, speed), speed, { arrivedAt: minutesAfter(noon, speed + minutes) });
    const records = [arriving(0, 1), arriving(1440, 2), arriving(1440 + 60, 3), arriving(-60, 4), arriving(-180, 5)];
    expect(await valuesOf("current_speed", records)).toEqual([1, 2, 4]);
  });
});

describe("a location", () => {
  const lanes = { A: [1, 2], B: [3] };
  const lane = (uniqueId: number, speed: number, cars: string | null, bezettingsgraad: string | null = "10") =>
    recordOf(uniqueId, noon, speed, { classes: [cars, "0", null, ""], bezettingsgraad });

  it("has the speed of its vehicles, or of its lanes where none was counted", async () => {
    expect(await valuesOf("current_speed", [lane(1, 100, "3"), lane(2, 60, "1")], lanes)).toEqual([90]);
    expect(await valuesOf("current_speed", [lane(1, 100, "0"), lane(2, 61, null)], lanes)).toEqual([80.5]);
  });

  it("has the mean share of its lanes that measured one, and the sum of their vehicles", async () => {
    const [row] = await rowsOf([lane(1, 100, "3", "5"), lane(2, 60, "4", "8")], lanes);
    expect(row).toMatchObject({
      occupancy: 6.5,
      lanes: 2n,
      traffic_intensity_class2: 7n,
      traffic_intensity_class4: 0n,
    });
    expect(await valuesOf("occupancy", [lane(1, 100, "3", null), lane(2, 60, "4", "8")], lanes)).toEqual([8]);
  });

  it("is written only where it is selected, each with its own lanes", async () => {
    const records = [lane(1, 100, "1"), lane(2, 80, "1"), lane(3, 50, "1"), lane(4, 20, "1")];
    const rows = await rowsOf(records, lanes);
    expect(rows.map(({ location, current_speed }) => [location, current_speed])).toEqual([
      ["A", 90],
      ["B", 50],
    ]);
  });

  it("rounds to thousandths, halves up", async () => {
    expect(await valuesOf("current_speed", [lane(1, 1, "1"), lane(2, 0, "79")], lanes)).toEqual([0.013]);
    expect(await valuesOf("current_speed", [lane(1, 1, "1"), lane(2, 0, "2")], lanes)).toEqual([0.333]);
  });
});

describe("the windows", () => {
  it("are over the last 3 and 20 measurements, of those that there are", async () => {
    const speeds = Array.from({ length: 25 }, (_, index) => 4 * index + 1);
    const records = seriesOf(1, noon, speeds);
    const means = (count: number) =>
      speeds.map((_, index) => {
        const last = speeds.slice(Math.max(0, index - count + 1), index + 1);
        return last.reduce((total, speed) => total + speed, 0) / last.length;
      });
    expect(await valuesOf("avg_speed_3_minutes", records)).toEqual(means(3));
    expect(await valuesOf("avg_speed_20_minutes", records)).toEqual(means(20));
    expect(await valuesOf("previous_speed", records)).toEqual([null, ...speeds.slice(0, -1)]);
  });

  it("see what was measured before the range", async () => {
    const records = seriesOf(
      1,
      "2024-03-11T23:40:00Z",
      Array.from({ length: 21 }, (_, index) => 2 * index),
    );
    const [row] = await rowsOf(records);
    expect(row).toMatchObject({ previous_speed: 38, avg_speed_3_minutes: 38, avg_speed_20_minutes: 21 });
  });

  it("see it also where measurements are an hour apart, which is as far back as windows reach, and ahead of time", async () => {
    for (const start of ["2024-03-12T00:00:00Z", "2024-03-12T00:59:00Z"]) {
      const hourly = Array.from({ length: 20 }, (_, index) => {
        const measuredAt = minutesAfter(start, 60 * (index - 19));
        return recordOf(1, measuredAt, index, { arrivedAt: minutesAfter(measuredAt, -60) });
      });
      expect(await valuesOf("avg_speed_20_minutes", hourly, { A: [1] }, { ...day, start })).toEqual([9.5]);
    }
  });

  it("begin anew behind an interruption of more than an hour, and not of one", async () => {
    const at = (minutes: number, speed: number) => recordOf(1, minutesAfter(noon, minutes), speed);
    expect(await valuesOf("previous_speed", [at(0, 10), at(60, 20), at(121, 50), at(122, 60)])).toEqual([
      null,
      10,
      null,
      50,
    ]);
    expect(await valuesOf("avg_speed_3_minutes", [at(0, 10), at(60, 20), at(121, 50), at(122, 60)])).toEqual([
      10, 15, 50, 55,
    ]);
  });
});

describe("the indicators", () => {
  it("of a jam are 1 up to 40, and 0 above: 40.5 too, between the whole numbers", async () => {
    const jams = async (speeds: number[]) => (await rowsOf(seriesOf(1, noon, speeds))).at(-1);
    expect(await jams([40])).toMatchObject({ traffic_jam_indicator: 1, traffic_jam_indicator_long: 1 });
    expect(await jams([40, 41])).toMatchObject({ avg_speed_3_minutes: 40.5, traffic_jam_indicator: 0 });
    expect(await jams([40, 41])).toMatchObject({ avg_speed_20_minutes: 40.5, traffic_jam_indicator_long: 0 });
    expect(await jams([0])).toMatchObject({ traffic_jam_indicator: 1 });
    expect(await jams([250])).toMatchObject({ traffic_jam_indicator: 0, traffic_jam_indicator_long: 0 });
    expect(await jams([120, 120, 120, 20, 20, 20])).toMatchObject({
      traffic_jam_indicator: 1,
      traffic_jam_indicator_long: 0,
    });
  });

  it("of a difference of speed tell of 20 km/h and more, either way, and of none without a previous speed", async () => {
    const speeds = [100, 120, 139.9, 119.9, 100, 60, 80];
    expect(await valuesOf("speed_diff_indicator", seriesOf(1, noon, speeds))).toEqual([0, 1, 0, -1, 0, -1, 1]);
  });
});

describe("the partition", () => {
  const hours = async (start: string, minutes: readonly number[], zone: string) => {
    const records = minutes.map((minute) => recordOf(1, minutesAfter(start, minute), 90));
    const asked = { start, end: minutesAfter(start, 1500), zone };
    return (await rowsOf(records, { A: [1] }, asked)).map(({ day: date, hour }) => `${date} ${hour}`);
  };

  it("is of the local time: two hours share one in autumn, and one is skipped in spring", async () => {
    const autumn = await hours("2024-10-26T22:00:00Z", [0, 119, 120, 179, 180, 239, 240, 1499], "Europe/Brussels");
    expect(autumn).toEqual(["27 0", "27 1", "27 2", "27 2", "27 2", "27 2", "27 3", "27 23"]);
    const spring = await hours("2024-03-30T23:00:00Z", [0, 119, 120], "Europe/Brussels");
    expect(spring).toEqual(["31 0", "31 1", "31 3"]);
  });

  it("is of any zone, of half hours too", async () => {
    expect(await hours("2024-03-11T18:30:00Z", [0, 59, 60], "Asia/Kolkata")).toEqual(["12 0", "12 0", "12 1"]);
  });
});
