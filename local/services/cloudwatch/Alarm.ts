import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AlarmSpec } from "../../program/specs/alarmSpecs.ts";
import { safeName } from "../kernel/safeName.ts";
import { type AlarmState, type Evaluation, evaluateAlarm, type Point } from "./evaluateAlarm.ts";
import type { MetricStore } from "./MetricStore.ts";

/** How an alarm stands, as it lies on disk. */
export interface Standing extends Evaluation {
  /** ISO 8601. */
  readonly changedAt: string;
}

/** An alarm that came from one state to another. */
export interface AlarmChange {
  readonly alarm: AlarmSpec;
  readonly from: Standing;
  readonly to: Standing;
}

const unknown: Omit<Standing, "changedAt"> = {
  state: "INSUFFICIENT_DATA",
  reason: "Unchecked: Initial alarm creation",
};
const minute = 60_000;

/** An alarm and how it stands, which outlives the host: `<stateDir>/<region>/cloudwatch/alarms/<name>.json`. */
export class Alarm {
  readonly spec: AlarmSpec;
  readonly #file: string;
  #standing: Standing;

  constructor(spec: AlarmSpec, stateDir: string, now: Date) {
    this.spec = spec;
    this.#file = join(stateDir, spec.region, "cloudwatch", "alarms", `${safeName(spec.name)}.json`);
    const kept = existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, "utf8")) as Standing) : undefined;
    this.#standing = kept ?? { ...unknown, changedAt: now.toISOString() };
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Looks at the metric as it is now; gives the change where the state is another. */
  evaluate(store: MetricStore, now: Date): AlarmChange | undefined {
    const evaluation = evaluateAlarm(this.spec, this.#points(store, now));
    return evaluation === undefined ? undefined : this.#come(evaluation, now);
  }

  /** Puts the alarm into a state, until it is evaluated again. */
  set(state: AlarmState, reason: string, now: Date): AlarmChange | undefined {
    return this.#come({ state, reason }, now);
  }

  #come(evaluation: Evaluation, now: Date): AlarmChange | undefined {
    if (evaluation.state === this.#standing.state) return undefined;
    const from = this.#standing;
    const to = { ...evaluation, changedAt: now.toISOString() };
    this.#standing = to;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(to, undefined, 2));
    renameSync(`${this.#file}.new`, this.#file);
    return { alarm: this.spec, from, to };
  }

  /** The periods up to the end of this minute, newest first: the window slides. */
  #points(store: MetricStore, now: Date): Point[] {
    const { region, metric, statistic, period, periods } = this.spec;
    const end = (Math.floor(now.getTime() / minute) + 1) * minute;
    return Array.from({ length: periods }, (_, index) => {
      const to = end - index * period * 1000;
      const from = to - period * 1000;
      return { time: from, value: store.statistic(region, metric, from, to, statistic) };
    });
  }
}
