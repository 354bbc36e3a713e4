import { z } from "zod";
import type { Datum } from "./Datum.ts";

const line = z
  .object({
    _aws: z.object({
      Timestamp: z.number(),
      CloudWatchMetrics: z.array(
        z.object({
          Namespace: z.string(),
          Dimensions: z.array(z.array(z.string())),
          Metrics: z.array(z.object({ Name: z.string() })),
        }),
      ),
    }),
  })
  .loose();
const numbers = z.union([z.number().transform((one) => [one]), z.array(z.number())]);

/**
 * The metrics that a line of a function's log embeds; none where it is another line.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(region: string, text: string): Datum[] {
  if (!text.startsWith("{") || !text.includes('"_aws"')) return [];
  const parsed = line.safeParse(jsonOf(text));
  if (!parsed.success) return [];
  const { _aws, ...members } = parsed.data;
  return _aws.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name: name }) => {
      const values = numbers.safeParse(members[name]);
      const sets = values.success ? Dimensions : [];
      return sets.map((keys): Datum => {
        const dimensions = Object.fromEntries(keys.map((key) => [key, String(members[key])]));
        return { region, metric: { namespace, name, dimensions }, time: _aws.Timestamp, values: values.data ?? [] };
      });
    }),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
