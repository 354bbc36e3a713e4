import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A metric that is to stay at zero, and who is told where it does not. */
export interface AlarmOnAny
  extends Required<
    Pick<
      aws.cloudwatch.MetricAlarmArgs,
      "region" | "alarmDescription" | "namespace" | "metricName" | "dimensions" | "statistic"
    >
  > {
  readonly topicArn: pulumi.Input<string>;
}

/**
 * An alarm as soon as a minute's value is above zero. A metric without data is at rest: services stop reporting what
 * nobody uses.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function alarmOnAny({ topicArn, ...metric }: AlarmOnAny): aws.cloudwatch.MetricAlarmArgs {
  return {
    ...metric,
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
    alarmActions: [topicArn],
  };
}
