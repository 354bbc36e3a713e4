import { z } from "zod";
import type { AlarmSpec } from "../../program/specs/alarmSpecs.ts";
import type { Clock } from "../../states/Clock.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { type JsonInput, type JsonOperations, JsonService } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import { Alarm, type AlarmChange } from "./Alarm.ts";
import type { Datum } from "./Datum.ts";
import { MetricStore } from "./MetricStore.ts";

/** What CloudWatch needs of its host. */
export interface CloudWatchOptions {
  stateDir: string;
  alarms: readonly AlarmSpec[];
  clock: Clock;
  /** What metrics of AWS's own say now: asked once a minute, and whenever the host says that they changed. */
  sample(): Datum[];
  /** Does what an alarm does when it changes. */
  act(change: AlarmChange): void;
}

const describe = z.object({
  AlarmNames: z.array(z.string()).optional(),
  AlarmNamePrefix: z.string().optional(),
  StateValue: z.string().optional(),
});
const state = z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]);
const setState = z.object({ AlarmName: z.string(), StateValue: state, StateReason: z.string() });
const putData = z.object({
  Namespace: z.string(),
  MetricData: z.array(
    z.object({
      MetricName: z.string(),
      Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
      Timestamp: z.number().optional(),
      Value: z.number().optional(),
      Values: z.array(z.number()).optional(),
      Counts: z.array(z.number().int()).optional(),
    }),
  ),
});
const minute = 60_000;

/**
 * The metrics and alarms of CloudWatch, by its JSON protocol. Alarms are evaluated once a minute by the host's clock,
 * those on AWS's own metrics also at once when the host says that these changed.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/
 */
export class CloudWatchService extends JsonService {
  readonly name = "monitoring";
  protected readonly version = "1.0";
  readonly #options: CloudWatchOptions;
  readonly #store: MetricStore;
  readonly #alarms: readonly Alarm[];
  readonly #closing = new AbortController();

  constructor(options: CloudWatchOptions) {
    super();
    this.#options = options;
    this.#store = new MetricStore(options.stateDir, [...new Set(options.alarms.map(({ region }) => region))]);
    this.#alarms = options.alarms.map((spec) => new Alarm(spec, options.stateDir, options.clock.now()));
  }

  protected readonly operations: JsonOperations = {
    DescribeAlarms: (input, call) => {
      const asked = readInput(describe, input);
      call.asks("cloudwatch:DescribeAlarms", "*");
      const found = this.#alarms.filter(
        ({ spec, standing }) =>
          spec.region === call.region &&
          (asked.AlarmNames?.includes(spec.name) ?? true) &&
          spec.name.startsWith(asked.AlarmNamePrefix ?? "") &&
          standing.state === (asked.StateValue ?? standing.state),
      );
      return { MetricAlarms: found.map(toApi), CompositeAlarms: [] };
    },
    SetAlarmState: (input, call) => {
      const { AlarmName, StateValue, StateReason } = readInput(setState, input);
      const alarm = this.#alarms.find(({ spec }) => spec.name === AlarmName && spec.region === call.region);
      call.asks("cloudwatch:SetAlarmState", alarm?.spec.arn ?? AlarmName);
      if (alarm === undefined) throw new AwsError("ResourceNotFound", `Alarm ${AlarmName} does not exist`, 404);
      this.#act(alarm.set(StateValue, StateReason, this.#options.clock.now()));
    },
    PutMetricData: (input, call) => {
      call.asks("cloudwatch:PutMetricData", "*");
      for (const datum of this.#dataOf(input, call)) this.put(datum);
    },
  };

  /** Takes values of a metric; alarms see them when they are next evaluated. */
  put(datum: Datum): void {
    this.#store.add(datum);
  }

  /** Takes AWS's own metrics as they are now, and evaluates the alarms on these. */
  refresh(): void {
    const sampled = this.#sample();
    this.#evaluate(this.#alarms.filter(({ spec }) => sampled.has(spec.metric.namespace)));
  }

  /** Takes values of one of AWS's own metrics, and evaluates the alarms on these: by the next minute they would be past. */
  tell(datum: Datum): void {
    this.put(datum);
    this.#evaluate(this.#alarms.filter(({ spec }) => spec.metric.namespace === datum.metric.namespace));
  }

  /** Evaluates all alarms once a minute, until the service closes. */
  async watch(): Promise<void> {
    while (this.#alarms.length > 0 && !this.#closing.signal.aborted) {
      await this.#options.clock.sleep(minute, this.#closing.signal);
      this.#sample();
      this.#evaluate(this.#alarms);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  #sample(): Set<string> {
    const data = this.#options.sample();
    for (const datum of data) this.#store.note(datum);
    return new Set(data.map(({ metric }) => metric.namespace));
  }

  #evaluate(alarms: readonly Alarm[]): void {
    const now = this.#options.clock.now();
    for (const alarm of alarms) this.#act(alarm.evaluate(this.#store, now));
  }

  #act(change: AlarmChange | undefined): void {
    if (change !== undefined) this.#options.act(change);
  }

  #dataOf(input: JsonInput, call: Call): Datum[] {
    const { Namespace: namespace, MetricData } = readInput(putData, input);
    return MetricData.map(({ MetricName: name, Dimensions, Timestamp, Value, Values = [], Counts = [] }) => {
      const dimensions = Object.fromEntries(Dimensions.map((each) => [each.Name, each.Value]));
      const counted = Values.flatMap((value, index) => Array.from({ length: Counts[index] ?? 1 }, () => value));
      const time = Timestamp === undefined ? this.#options.clock.now().getTime() : Timestamp * 1000;
      const values = Value === undefined ? counted : [Value];
      return { region: call.region, metric: { namespace, name, dimensions }, time, values };
    });
  }
}

function toApi({ spec, standing }: Alarm): JsonInput {
  return {
    AlarmName: spec.name,
    AlarmArn: spec.arn,
    AlarmDescription: spec.description,
    StateValue: standing.state,
    StateReason: standing.reason,
    StateUpdatedTimestamp: Date.parse(standing.changedAt) / 1000,
    AlarmActions: spec.actions.ALARM,
    OKActions: spec.actions.OK,
    InsufficientDataActions: spec.actions.INSUFFICIENT_DATA,
    EvaluationPeriods: spec.periods,
    DatapointsToAlarm: spec.datapointsToAlarm,
    Threshold: spec.threshold,
    ComparisonOperator: spec.comparison,
    TreatMissingData: spec.missingData,
  };
}
