import { offsetSeconds } from "../../../core/convert/values/offsetSeconds.ts";
import { draw } from "./draw.ts";

const minutesOfDay = 1440;

/** The share of a road's capacity that is used, by minute of the local day: at these minutes, and in between on a line. */
const workday: Curve = [
  [0, 0.07],
  [270, 0.06],
  [390, 0.55],
  [465, 1.05],
  [540, 0.9],
  [600, 0.55],
  [780, 0.6],
  [930, 0.75],
  [1035, 1.08],
  [1110, 0.85],
  [1200, 0.4],
  [1440, 0.07],
];
const weekend: Curve = [
  [0, 0.12],
  [360, 0.05],
  [660, 0.5],
  [840, 0.55],
  [1020, 0.7],
  [1140, 0.5],
  [1440, 0.12],
];

type Curve = readonly (readonly [minute: number, share: number])[];

const demands = [curveTable(weekend), curveTable(workday)] as const;
const freeSpeeds = [50, 70, 90, 90, 112, 118, 120, 120];

/** What drives by at the places of the roads in one minute. It is the same whatever minutes were asked for before. */
export class TrafficState {
  /** Kilometres an hour, by place; 0 where nothing is measured, since the place's equipment is down. */
  readonly speeds: Float64Array;
  /** The share of the capacity in use, by place. */
  readonly loads: Float64Array;
  readonly #seed: number;
  readonly #zone: string;
  #hour = Number.NaN;
  #offset = 0;

  constructor(places: number, seed: number, zone: string) {
    this.speeds = new Float64Array(places);
    this.loads = new Float64Array(places);
    this.#seed = seed;
    this.#zone = zone;
  }

  /** Minutes that the zone is ahead of UTC at a minute of the Unix epoch. */
  offsetAt(minute: number): number {
    const quarter = Math.floor(minute / 15);
    if (quarter !== this.#hour) {
      this.#hour = quarter;
      this.#offset = Math.floor(offsetSeconds(this.#zone, minute * 60) / 60);
    }
    return this.#offset;
  }

  /** Sets the state to that of a minute of the Unix epoch. */
  setTo(minute: number): void {
    const local = minute + this.offsetAt(minute);
    const day = Math.floor(local / minutesOfDay);
    const time = local - day * minutesOfDay;
    const weekday = (day + 4) % 7;
    const demand = demands[weekday === 0 || weekday === 6 ? 0 : 1][time] ?? 0;
    for (let place = 0; place < this.speeds.length; place += 1) this.#setPlace(place, day, time, demand);
  }

  /** A road slows from 85 % of its capacity on; an incident takes most of it for 20 to 90 minutes. */
  #setPlace(place: number, day: number, time: number, demand: number): void {
    const kind = draw(this.#seed, place, 11);
    const fate = draw(this.#seed ^ 0x5bd1e995, place, day);
    const isDown = fate % 29 === 0 && isWithin(time, (fate >>> 8) % 1300, 75 + ((fate >>> 20) % 120));
    const isBlocked = fate % 11 === 3 && isWithin(time, 360 + ((fate >>> 8) % 840), 20 + ((fate >>> 20) % 70));
    const load = demand * (0.55 + (kind % 61) / 100) + (isBlocked ? 0.7 : 0);
    const free = freeSpeeds[(kind >>> 8) & 7] ?? 90;
    const jam = Math.min(Math.max((load - 0.85) / 0.35, 0), 1);
    this.loads[place] = Math.min(load, 1.3);
    this.speeds[place] = isDown ? 0 : free * (1 - 0.08 * load) * (1 - 0.85 * jam);
  }
}

function isWithin(time: number, start: number, length: number): boolean {
  return time >= start && time < start + length;
}

function curveTable(curve: Curve): Float64Array {
  const table = new Float64Array(minutesOfDay);
  for (const [index, [to, high]] of curve.entries()) {
    const [from, low] = curve[index - 1] ?? [0, high];
    for (let minute = from; minute < to; minute += 1)
      table[minute] = low + ((high - low) * (minute - from)) / (to - from);
  }
  return table;
}
