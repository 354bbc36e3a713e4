import { Temporal } from "temporal-polyfill";
import type { Lanes, TrafficRow } from "./TrafficDatabase.ts";
import type { TrafficRecord } from "./TrafficRecord.ts";

interface Measurement {
  readonly uniqueId: number;
  readonly minute: number;
  /** Speed, occupancy or null, and vehicles of classes 2 to 5. */
  readonly values: readonly [number, number | null, number, number, number, number];
}

interface LocatedMinute {
  readonly location: string;
  readonly minute: number;
  readonly speed: number;
  readonly occupancy: number | null;
  readonly lanes: number;
  readonly classes: readonly number[];
}

interface Wanted {
  readonly start: string;
  readonly end: string;
  readonly zone?: string;
}

/**
 * What the transform is to make of records, in plain code: of all of them, with no look-back and no split. Rows are by
 * location and time.
 */
export function transformed(records: readonly TrafficRecord[], lanes: Lanes, wanted: Wanted): TrafficRow[] {
  const measurements = singled(records.flatMap((record) => measurementOf(record) ?? []));
  return Object.keys(lanes)
    .sort()
    .flatMap((location) => rowsOf(located(measurements, location, lanes[location] ?? []), wanted));
}

function measurementOf(record: TrafficRecord): Measurement | undefined {
  const minute = Math.floor(Date.parse(record.originalTimestamp) / 60_000);
  const arrival = Math.floor(Date.parse(record.arrivedAt) / 3_600_000) * 60;
  const [speed, occupancy] = [numberOf(record.currentSpeed), numberOf(record.bezettingsgraad)];
  const isTimely = arrival - minute >= -119 && arrival - minute <= 1440;
  if (!isTimely || speed === null || speed < 0 || speed > 250) return undefined;
  if (occupancy !== null && (occupancy < 0 || occupancy > 100)) return undefined;
  const [class2, class3, class4, class5] = record.classes.map((text) => numberOf(text) ?? 0) as [
    number,
    number,
    number,
    number,
  ];
  const thousandths = occupancy === null ? null : rounded(1000 * occupancy);
  return {
    uniqueId: Number(record.uniqueId),
    minute,
    values: [rounded(1000 * speed), thousandths, class2, class3, class4, class5],
  };
}

function numberOf(text: string | null): number | null {
  return text === null || !/^-?\d+(\.\d+)?$/.test(text) ? null : Number(text);
}

/** The least of each lane's measurements of a minute, nulls last. */
function singled(measurements: readonly Measurement[]): Measurement[] {
  const groups = Map.groupBy(measurements, ({ uniqueId, minute }) => `${uniqueId} ${minute}`);
  return [...groups.values()].flatMap((group) => group.sort(byValues).slice(0, 1));
}

function byValues({ values: a }: Measurement, { values: b }: Measurement): number {
  const differences = a.map((value, index) => (value ?? Number.MAX_VALUE) - (b[index] ?? Number.MAX_VALUE));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function located(measurements: readonly Measurement[], location: string, ids: readonly number[]): LocatedMinute[] {
  const own = measurements.filter(({ uniqueId }) => ids.includes(uniqueId));
  const minutes = [...Map.groupBy(own, ({ minute }) => minute)].sort(([a], [b]) => a - b);
  return minutes.map(([minute, group]) => {
    const weights = group.map(({ values: [, , ...classes] }) => sum(classes));
    const speeds = group.map(({ values: [speed] }) => speed);
    const occupancies = group.flatMap(({ values: [, occupancy] }) => occupancy ?? []);
    const weighted = sum(speeds.map((speed, index) => speed * (weights[index] ?? 0))) / sum(weights);
    return {
      ...{ location, minute, lanes: group.length },
      speed: rounded(sum(weights) > 0 ? weighted : mean(speeds)),
      occupancy: occupancies.length === 0 ? null : rounded(mean(occupancies)),
      classes: [2, 3, 4, 5].map((index) => sum(group.map(({ values }) => values[index] ?? 0))),
    };
  });
}

function rowsOf(minutes: readonly LocatedMinute[], { start, end, zone = "Europe/Brussels" }: Wanted): TrafficRow[] {
  let since = 0;
  const rows: TrafficRow[] = [];
  for (const [index, at] of minutes.entries()) {
    if (at.minute - (minutes[index - 1]?.minute ?? at.minute) > 60) since = index;
    if (at.minute * 60_000 < Date.parse(start) || at.minute * 60_000 >= Date.parse(end)) continue;
    const speedsOfLast = (count: number) =>
      minutes.slice(Math.max(since, index - count + 1), index + 1).map(({ speed }) => speed);
    const previous = index > since ? (minutes[index - 1]?.speed ?? null) : null;
    rows.push(rowOf(at, previous, mean(speedsOfLast(3)), mean(speedsOfLast(20)), zone));
  }
  return rows;
}

function rowOf(at: LocatedMinute, previous: number | null, mean3: number, mean20: number, zone: string): TrafficRow {
  const local = Temporal.Instant.fromEpochMilliseconds(at.minute * 60_000).toZonedDateTimeISO(zone);
  const difference = previous === null ? 0 : at.speed - previous;
  return {
    location: at.location,
    recorded_at: new Date(at.minute * 60_000),
    current_speed: at.speed / 1000,
    occupancy: at.occupancy === null ? null : at.occupancy / 1000,
    lanes: BigInt(at.lanes),
    previous_speed: previous === null ? null : previous / 1000,
    ...Object.fromEntries(at.classes.map((count, index) => [`traffic_intensity_class${index + 2}`, BigInt(count)])),
    avg_speed_3_minutes: mean3 / 1000,
    avg_speed_20_minutes: mean20 / 1000,
    traffic_jam_indicator: mean3 <= 40_000 ? 1 : 0,
    traffic_jam_indicator_long: mean20 <= 40_000 ? 1 : 0,
    speed_diff_indicator: difference >= 20_000 ? 1 : difference <= -20_000 ? -1 : 0,
    ...{ year: BigInt(local.year), month: BigInt(local.month), day: BigInt(local.day), hour: BigInt(local.hour) },
  };
}

function rounded(value: number): number {
  return Math.floor(value + 0.5);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
