import type { MetricName } from "../../program/specs/alarmSpecs.ts";

/** Values of a metric at one time. */
export interface Datum {
  region: string;
  metric: MetricName;
  /** Milliseconds since 1970. */
  time: number;
  values: number[];
}
