import { draw } from "./draw.ts";

/** A loop in a lane. */
export interface MeasuringPoint {
  /** From 1 on. */
  readonly uniqueId: number;
  /** The place on a road that the lane belongs to, from 0 on: what drives by there is alike on all of its lanes. */
  readonly place: number;
  /** Which lane of the place, from 0 on, the rightmost first. */
  readonly lane: number;
  /** The location's name, or undefined where the place is not analysed. */
  readonly location: string | undefined;
  /** The stretch of road, and direction, that the place is on. */
  readonly zone: string;
}

const roads = ["E17", "E19", "E34", "E40", "E313", "E314", "E403", "E411", "R0", "R1", "R4", "R8"];

/** Places of a stretch lie behind each other on one road, in one direction. */
const placesOfStretch = 20;

/**
 * All measuring points: lanes are grouped into places of one to four, 2.5 on average, one place of eight is not
 * analysed. So 4,600 points are about 1,600 locations of 4,000 points, and 230 places that are left out.
 */
export function measuringPoints(count: number, seed: number): MeasuringPoint[] {
  const points: MeasuringPoint[] = [];
  for (let place = 0; points.length < count; place += 1) {
    const lanes = Math.min(1 + (draw(seed, place, 1) & 3), count - points.length);
    const stretch = Math.floor(place / placesOfStretch);
    const zone = `${roads[draw(seed, stretch, 2) % roads.length]}-${stretch % 2 === 0 ? "N" : "S"}`;
    const location = draw(seed, place, 3) % 8 === 0 ? undefined : `${zone}-${String(place).padStart(4, "0")}`;
    for (let lane = 0; lane < lanes; lane += 1) {
      points.push({ uniqueId: points.length + 1, place, lane, location, zone });
    }
  }
  return points;
}
