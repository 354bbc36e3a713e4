import type { LineBuffer } from "../../duckdb/LineBuffer.ts";
import { draw } from "./draw.ts";
import type { LineParts } from "./lineFormat.ts";
import type { MeasuringPoint } from "./measuringPoints.ts";
import { TrafficState } from "./TrafficState.ts";

/** What the points measure in a minute, as lines. */
export class MinuteRecords {
  readonly #seed: number;
  readonly #parts: LineParts;
  readonly #state: TrafficState;
  #minute = 0;
  #time: Uint8Array = new Uint8Array();

  constructor(places: number, seed: number, zone: string, parts: LineParts) {
    this.#seed = seed;
    this.#parts = parts;
    this.#state = new TrafficState(places, seed, zone);
  }

  /** Turns to a minute of the Unix epoch. */
  turnTo(minute: number): void {
    this.#state.setTo(minute);
    this.#minute = minute;
    this.#time = this.#parts.cells.originalTimestamp(timeText(minute, this.#state.offsetAt(minute)));
  }

  /** Whether a point measures at all in the minute. */
  has({ place }: MeasuringPoint): boolean {
    return this.#state.speeds[place] !== 0;
  }

  /** Appends the record of a point. */
  write({ uniqueId, place, lane }: MeasuringPoint, lines: LineBuffer): void {
    const noise = draw(this.#seed, uniqueId, this.#minute);
    const fault = draw(~this.#seed, uniqueId, this.#minute) % 10_000;
    const load = this.#state.loads[place] ?? 0;
    const vehicles = Math.floor(load * 26 * (0.5 + (noise & 255) / 255) + ((noise >>> 8) & 255) / 255);
    const lorries = Math.floor((vehicles * (lane === 0 ? 0.25 : 0.06) * ((noise >>> 4) & 255)) / 128);
    const trailers = lorries >> 1;
    const vans = Math.floor((vehicles - lorries) * 0.12);
    const speed = Math.max(Math.round((this.#state.speeds[place] ?? 0) + 4 * lane + ((noise >>> 16) % 13) - 6), 3);
    const occupancy = Math.min(Math.round((vehicles * 35) / Math.max(speed, 8)) + ((noise >>> 24) & 1), 100);

    const { cells } = this.#parts;
    lines.add(cells.uniqueId(uniqueId));
    lines.add(this.#time);
    lines.add(cells.currentSpeed(measuredSpeed(speed, vehicles, fault)));
    lines.add(cells.bezettingsgraad(fault === 9_999 ? 255 : occupancy));
    lines.add(cells.trafficIntensityClass2(vehicles - lorries - vans));
    lines.add(cells.trafficIntensityClass3(vans));
    lines.add(cells.trafficIntensityClass4(lorries - trailers));
    lines.add(cells.trafficIntensityClass5(trailers));
    lines.endLine();
  }
}

/** In a thousand records, ten lack the speed, ten could not compute it (254), one is negative; 252: nobody drove by. */
function measuredSpeed(speed: number, vehicles: number, fault: number): number | undefined {
  if (fault < 100) return undefined;
  if (fault < 200) return 254;
  if (fault < 210) return -1;
  return vehicles === 0 ? 252 : speed;
}

/** A minute as the zone's clock shows it, with its offset: `2024-03-30T08:15:00+01:00`. */
function timeText(minute: number, offset: number): string {
  const local = new Date((minute + offset) * 60_000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}`;
}
