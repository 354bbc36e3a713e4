import type { AlarmSpec } from "../../program/specs/alarmSpecs.ts";

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** One period of an alarm's metric: when it starts, in milliseconds since 1970, and its value where it has one. */
export interface Point {
  readonly time: number;
  readonly value: number | undefined;
}

export interface Evaluation {
  readonly state: AlarmState;
  /** In CloudWatch's words. */
  readonly reason: string;
}

/**
 * What an alarm makes of its periods, newest first; undefined leaves it as it is. CloudWatch also looks at periods before
 * these where some are missing: an alarm that fills its periods never needs that, and here no alarm does it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateAlarm(spec: AlarmSpec, given: readonly Point[]): Evaluation | undefined {
  const points = filled(spec, given);
  const missing = points.filter(({ value }) => value === undefined).length;
  if (missing === points.length && spec.missingData === "ignore") return undefined;
  if (missing === points.length && spec.missingData === "missing") {
    return { state: "INSUFFICIENT_DATA", reason: `Insufficient Data: ${received(missing)}.` };
  }
  const breaching = points.filter(({ value }) => value !== undefined && isBreaching(spec, value));
  const count = breaching.length + (spec.missingData === "breaching" ? missing : 0);
  const state = count >= spec.datapointsToAlarm ? "ALARM" : "OK";
  if (missing === points.length) {
    const treated = spec.missingData === "breaching" ? "Breaching" : "NonBreaching";
    const so = `and ${missing} missing datapoint${missing === 1 ? " was" : "s were"} treated as [${treated}]`;
    return { state, reason: `Threshold Crossed: ${received(missing)} ${so}.` };
  }
  const deciding = points.filter(
    ({ value }) => value !== undefined && isBreaching(spec, value) === (state === "ALARM"),
  );
  return { state, reason: crossed(spec, state, deciding) };
}

function filled({ fill }: AlarmSpec, points: readonly Point[]): readonly Point[] {
  if (fill === undefined || points.every(({ value }) => value === undefined)) return points;
  return points.map(({ time, value = fill.value }) => ({ time, value }));
}

const comparisons: Record<AlarmSpec["comparison"], { holds(value: number, threshold: number): boolean; text: string }> =
  {
    LessThanThreshold: { holds: (value, threshold) => value < threshold, text: "less than" },
    LessThanOrEqualToThreshold: { holds: (value, threshold) => value <= threshold, text: "less than or equal to" },
    GreaterThanThreshold: { holds: (value, threshold) => value > threshold, text: "greater than" },
    GreaterThanOrEqualToThreshold: {
      holds: (value, threshold) => value >= threshold,
      text: "greater than or equal to",
    },
  };

function isBreaching({ comparison, threshold }: AlarmSpec, value: number): boolean {
  return comparisons[comparison].holds(value, threshold);
}

function received(periods: number): string {
  return `no datapoints were received for ${periods} period${periods === 1 ? "" : "s"}`;
}

const mostShown = 5;

function crossed(spec: AlarmSpec, state: AlarmState, deciding: readonly Point[]): string {
  const shown = deciding.slice(0, mostShown).map(({ time, value = 0 }) => `${numeral(value)} (${stamp(time)})`);
  const more = deciding.length > mostShown ? ", ..." : "";
  const verb = deciding.length === 1 ? "was" : "were";
  const not = state === "ALARM" ? "" : " not";
  const needed = state === "ALARM" ? spec.datapointsToAlarm : spec.periods - spec.datapointsToAlarm + 1;
  const change = state === "ALARM" ? "OK -> ALARM" : "ALARM -> OK";
  return [
    `Threshold Crossed: ${deciding.length} out of the last ${spec.periods} datapoints [${shown.join(", ")}${more}]`,
    `${verb}${not} ${comparisons[spec.comparison].text} the threshold (${numeral(spec.threshold)})`,
    `(minimum ${needed} datapoint${needed === 1 ? "" : "s"} for ${change} transition).`,
  ].join(" ");
}

/** As CloudWatch writes numbers: with a point. */
export function numeral(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `05/03/26 10:00:00` */
function stamp(time: number): string {
  const [date = "", clock = ""] = new Date(time).toISOString().split("T");
  return `${date
    .split("-")
    .reverse()
    .join("/")
    .replace(/\d\d(\d\d)$/, "$1")} ${clock.slice(0, 8)}`;
}
