import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AlarmSpec, MetricName } from "../../program/specs/alarmSpecs.ts";
import type { Datum } from "./Datum.ts";

const minute = 60_000;
/** The longest that an alarm looks back on, and a day. */
const kept = 8 * 24 * 60 * minute;

/**
 * What metrics were given, by the minute. Those that are to outlive the host are lines of
 * `<stateDir>/<region>/cloudwatch/metrics.jsonl`.
 */
export class MetricStore {
  readonly #stateDir: string;
  readonly #metrics = new Map<string, Map<number, number[]>>();

  constructor(stateDir: string, regions: readonly string[]) {
    this.#stateDir = stateDir;
    for (const region of regions) this.#load(region);
  }

  /** Keeps values, also for a later host. */
  add(datum: Datum): void {
    const file = this.#file(datum.region);
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify(datum)}\n`);
    this.note(datum);
  }

  /** Keeps values for as long as this host runs. */
  note({ region, metric, time, values }: Datum): void {
    const key = keyOf(region, metric);
    const minutes = this.#metrics.get(key) ?? new Map<number, number[]>();
    const start = Math.floor(time / minute) * minute;
    minutes.set(start, [...(minutes.get(start) ?? []), ...values]);
    for (const old of minutes.keys()) if (old < start - kept) minutes.delete(old);
    this.#metrics.set(key, minutes);
  }

  /** The statistic of a span of time, its end excluded; undefined where no value was given. */
  statistic(
    region: string,
    metric: MetricName,
    from: number,
    to: number,
    kind: AlarmSpec["statistic"],
  ): number | undefined {
    const minutes = [...(this.#metrics.get(keyOf(region, metric)) ?? [])];
    const values = minutes.flatMap(([start, given]) => (start >= from && start < to ? given : []));
    return values.length === 0 ? undefined : statistics[kind](values);
  }

  #load(region: string): void {
    const file = this.#file(region);
    if (!existsSync(file)) return;
    const text = readFileSync(file, "utf8");
    const complete = text.slice(0, text.lastIndexOf("\n") + 1);
    // What follows is half a line, of a host that was killed: the next one must not continue it.
    if (complete !== text) writeFileSync(file, complete);
    for (const line of complete.split("\n").slice(0, -1)) this.note(JSON.parse(line));
  }

  #file(region: string): string {
    return join(this.#stateDir, region, "cloudwatch", "metrics.jsonl");
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const statistics: Record<AlarmSpec["statistic"], (values: readonly number[]) => number> = {
  Sum: sum,
  Minimum: (values) => Math.min(...values),
  Maximum: (values) => Math.max(...values),
  Average: (values) => sum(values) / values.length,
  SampleCount: (values) => values.length,
};

function keyOf(region: string, { namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([region, namespace, name, Object.entries(dimensions).sort()]);
}
