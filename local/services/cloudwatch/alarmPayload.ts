import type { AlarmChange, Standing } from "./Alarm.ts";

/**
 * What CloudWatch invokes a function with when an alarm changes.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export function alarmPayload({ alarm, from, to }: AlarmChange): object {
  const { name, arn, region, description, metric, period, statistic, fill } = alarm;
  const stat = { metric: { ...metric }, period, stat: statistic };
  const metrics =
    fill === undefined
      ? [{ id: "m1", metricStat: stat, returnData: true }]
      : [
          { id: "filled", expression: `FILL(${fill.id}, ${fill.value})`, returnData: true },
          { id: fill.id, metricStat: stat, returnData: false },
        ];
  return {
    source: "aws.cloudwatch",
    alarmArn: arn,
    accountId: arn.split(":")[4],
    time: to.changedAt,
    region,
    alarmData: {
      alarmName: name,
      state: stateOf(to),
      previousState: stateOf(from),
      configuration: { description, metrics },
    },
  };
}

function stateOf({ state, reason, changedAt }: Standing): object {
  return { value: state, reason, timestamp: changedAt };
}
