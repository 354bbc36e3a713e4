import { LineBuffer } from "../../duckdb/LineBuffer.ts";
import { draw } from "./draw.ts";
import { type LineFormat, lineParts } from "./lineFormat.ts";
import { MinuteRecords } from "./MinuteRecords.ts";
import { measuringPoints } from "./measuringPoints.ts";

/** Which records are generated. The same options give the same records, whatever the span they are asked for in. */
export interface TrafficOptions {
  /** First minute of the measurements, as minutes of the Unix epoch. */
  readonly from: number;
  /** The minute behind the last. */
  readonly to: number;
  /** Measuring points, each with a record a minute. @default 4,600 */
  readonly points?: number;
  /** @default 1 */
  readonly seed?: number;
  /** IANA zone of rush hours and offsets. @default "Europe/Brussels" */
  readonly zone?: string;
  /** @default "csv" */
  readonly format?: LineFormat;
}

/** The records that arrive in one minute. */
export interface Arrival {
  /** Minute of the Unix epoch. */
  readonly minute: number;
  readonly records: number;
  readonly lines: Uint8Array;
}

/** The latest that a record arrives: minutes behind its measurement. */
export const mostLateness = 1440;

/**
 * Measurements in the order of their arrival, minute by minute: of a hundred three are minutes late, of a thousand one
 * is late by hours, of twenty thousand one by a day; of two thousand one is delivered twice. So measurements of a span
 * go on arriving for up to a day behind it.
 */
export function* arrivals(options: TrafficOptions): Generator<Arrival> {
  const { from, to, points: count = 4_600, seed = 1, zone = "Europe/Brussels", format = "csv" } = options;
  const points = measuringPoints(count, seed);
  const source = new MinuteRecords((points.at(-1)?.place ?? -1) + 1, seed, zone, lineParts[format]);
  const [lines, single] = [new LineBuffer(), new LineBuffer()];
  const later = new Map<number, Uint8Array[]>();
  const arriveAt = (minute: number, line: Uint8Array) => {
    const others = later.get(minute);
    if (others === undefined) later.set(minute, [line]);
    else others.push(line);
  };
  for (let minute = from; minute < to || later.size > 0; minute += 1) {
    let records = 0;
    const deliver = (line: Uint8Array) => {
      lines.add(line);
      records += 1;
    };
    for (const line of later.get(minute) ?? []) deliver(line);
    later.delete(minute);
    if (minute < to) source.turnTo(minute);
    for (const point of minute < to ? points : []) {
      if (!source.has(point)) continue;
      const fate = draw(seed ^ 0x2545f491, point.uniqueId, minute) % 100_000;
      const [lateness, again] = [latenessOf(fate), fate >= 99_950];
      if (lateness === 0 && !again) {
        source.write(point, lines);
        records += 1;
        continue;
      }
      source.write(point, single);
      const line = new Uint8Array(single.take());
      if (lateness === 0) deliver(line);
      else arriveAt(minute + lateness, line);
      if (again) arriveAt(minute + 1 + (fate % 5), line);
    }
    if (records > 0) yield { minute, records, lines: new Uint8Array(lines.take()) };
  }
}

function latenessOf(fate: number): number {
  if (fate < 3_000) return 1 + (fate % 10);
  if (fate < 3_100) return 60 + ((fate * 37) % 300);
  return fate < 3_105 ? mostLateness - (fate - 3_100) * 60 : 0;
}
