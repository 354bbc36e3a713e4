import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { landedMetric } from "../../core/alert/landedMetric.ts";
import type { Run } from "../../core/commit/Run.ts";
import { setting } from "../shared/setting.ts";

/**
 * Counts a file that landed, under its dataset and at the time when it did, however late or often its event comes: by a
 * line of the log that CloudWatch reads as a metric.
 * @param landedAt milliseconds since 1970
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countLanded({ run, dataset, source }: Run, landedAt: number): void {
  const { namespace, name, datasetDimension } = landedMetric;
  const metrics = new Metrics({ namespace, serviceName: setting("AWS_LAMBDA_FUNCTION_NAME") });
  metrics.addDimension(datasetDimension, dataset);
  metrics.setTimestamp(landedAt);
  metrics.addMetadata("source", source.key);
  metrics.addMetadata("run", run);
  metrics.addMetric(name, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
