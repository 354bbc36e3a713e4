/** A raw record as its file has it, and the hour of its arrival. */
export interface TrafficRecord {
  /** As ISO 8601; the hour counts. */
  readonly arrivedAt: string;
  readonly uniqueId: string;
  readonly originalTimestamp: string;
  readonly currentSpeed: string | null;
  readonly bezettingsgraad: string | null;
  /** Vehicles of classes 2 to 5. */
  readonly classes: readonly [string | null, string | null, string | null, string | null];
}

/** A record that arrived as soon as it was measured, of one car. */
export function recordOf(
  uniqueId: number,
  measuredAt: string,
  speed: number | string | null,
  other: Partial<TrafficRecord> = {},
): TrafficRecord {
  return {
    arrivedAt: measuredAt,
    uniqueId: String(uniqueId),
    originalTimestamp: measuredAt,
    currentSpeed: speed === null ? null : String(speed),
    bezettingsgraad: "10",
    classes: ["1", "0", "0", "0"],
    ...other,
  };
}

/** Successive minutes of a point, a speed each. */
export function seriesOf(
  uniqueId: number,
  start: string,
  speeds: readonly (number | string | null)[],
): TrafficRecord[] {
  return speeds.map((speed, index) => recordOf(uniqueId, minutesAfter(start, index), speed));
}

export function minutesAfter(time: string, minutes: number): string {
  return new Date(Date.parse(time) + minutes * 60_000).toISOString();
}
