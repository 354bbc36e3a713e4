import * as z from "zod";
import { landedMetric } from "../../core/alert/landedMetric.ts";

const state = z.object({ value: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]) });
const metricStat = z.object({ metric: z.object({ dimensions: z.record(z.string(), z.string()) }) });
const event = z.object({
  region: z.string(),
  alarmData: z.object({
    alarmName: z.string(),
    state,
    previousState: state.optional(),
    configuration: z.object({ metrics: z.array(z.object({ metricStat: metricStat.optional() })) }),
  }),
});

/** What an alarm on a dataset's files changed from and to. */
export interface AlarmChange {
  readonly alarm: { readonly region: string; readonly name: string };
  readonly dataset: string;
  readonly from: z.infer<typeof state>["value"];
  readonly to: z.infer<typeof state>["value"];
}

/**
 * Reads what CloudWatch invokes a function with when an alarm changes.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export function alarmChange(payload: unknown): AlarmChange {
  const { region, alarmData } = event.parse(payload);
  const metric = alarmData.configuration.metrics.find(({ metricStat }) => metricStat !== undefined)?.metricStat?.metric;
  const dataset = z.string().parse(metric?.dimensions[landedMetric.datasetDimension]);
  const from = alarmData.previousState?.value ?? "INSUFFICIENT_DATA";
  return { alarm: { region, name: alarmData.alarmName }, dataset, from, to: alarmData.state.value };
}
