import { z } from "zod";
import type { Graph } from "../Graph.ts";
import type { Resource } from "../Resource.ts";
import { parseInputs } from "./parseInputs.ts";

const statistic = z.enum(["Sum", "Minimum", "Maximum", "Average", "SampleCount"]);
const comparison = z.enum([
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "GreaterThanOrEqualToThreshold",
]);
const missingData = z.enum(["breaching", "notBreaching", "ignore", "missing"]);

/** A metric as its namespace, name and dimensions name it. */
export interface MetricName {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
}

/** An alarm on a metric; times in seconds. */
export interface AlarmSpec {
  name: string;
  region: string;
  arn: string;
  description: string;
  metric: MetricName;
  statistic: z.infer<typeof statistic>;
  period: number;
  /** The metric query that `FILL` is of, and what it puts into periods without a data point. */
  fill: { id: string; value: number } | undefined;
  periods: number;
  datapointsToAlarm: number;
  comparison: z.infer<typeof comparison>;
  threshold: number;
  missingData: z.infer<typeof missingData>;
  /** ARNs of topics and functions, by the state that the alarm comes to. */
  actions: Record<"ALARM" | "OK" | "INSUFFICIENT_DATA", string[]>;
}

const inert = z.unknown().optional();
const dimensions = z.record(z.string(), z.string()).default({});
const period = z.number().int().multipleOf(60, "only periods of whole minutes are served locally");
const actions = z
  .array(z.string().regex(/^arn:aws:(sns|lambda):/, "only topics and functions are served locally"))
  .default([]);
const query = z.strictObject({
  id: z.string(),
  expression: z
    .string()
    .regex(/^FILL\(\w+, *\d+(\.\d+)?\)$/, "of metric math only FILL(metric, number) is served locally")
    .optional(),
  metric: z
    .strictObject({ namespace: z.string(), metricName: z.string(), dimensions, stat: statistic, period, unit: inert })
    .optional(),
  label: inert,
  returnData: z.boolean().optional(),
});
const alarmInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  alarmDescription: z.string().default(""),
  actionsEnabled: z.literal(true).optional(),
  namespace: z.string().optional(),
  metricName: z.string().optional(),
  dimensions,
  statistic: statistic.optional(),
  period: period.optional(),
  metricQueries: z.array(query).optional(),
  evaluationPeriods: z.number().int().min(1),
  datapointsToAlarm: z.number().int().min(1).optional(),
  comparisonOperator: comparison,
  threshold: z.number(),
  treatMissingData: missingData.default("missing"),
  alarmActions: actions,
  okActions: actions,
  insufficientDataActions: actions,
  tags: inert,
});
const watched = z.object({ namespace: z.string(), metricName: z.string(), dimensions, stat: statistic, period });

/** The alarms of the program. */
export function alarmSpecs(graph: Graph): AlarmSpec[] {
  return graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map(alarmSpec);
}

function alarmSpec(resource: Resource): AlarmSpec {
  const inputs = parseInputs(resource, alarmInputs);
  const { namespace, metricName: name, dimensions: by, stat, period: seconds } = watchedMetric(resource, inputs);
  return {
    name: String(resource.outputs.name),
    region: resource.region,
    arn: String(resource.outputs.arn),
    description: inputs.alarmDescription,
    metric: { namespace, name, dimensions: by },
    statistic: stat,
    period: seconds,
    fill: fillOf(inputs),
    periods: inputs.evaluationPeriods,
    datapointsToAlarm: inputs.datapointsToAlarm ?? inputs.evaluationPeriods,
    comparison: inputs.comparisonOperator,
    threshold: inputs.threshold,
    missingData: inputs.treatMissingData,
    actions: { ALARM: inputs.alarmActions, OK: inputs.okActions, INSUFFICIENT_DATA: inputs.insufficientDataActions },
  };
}

function watchedMetric(resource: Resource, inputs: z.infer<typeof alarmInputs>): z.infer<typeof watched> {
  const queried = inputs.metricQueries?.find(({ metric }) => metric !== undefined)?.metric;
  const metric = queried ?? { ...inputs, stat: inputs.statistic };
  return parseInputs({ ...resource, inputs: metric }, watched);
}

function fillOf({ metricQueries = [] }: z.infer<typeof alarmInputs>): AlarmSpec["fill"] {
  const expression = metricQueries.find((each) => each.expression !== undefined)?.expression;
  const [, id, value] = /^FILL\((\w+), *([\d.]+)\)$/.exec(expression ?? "") ?? [];
  return id === undefined ? undefined : { id, value: Number(value) };
}
