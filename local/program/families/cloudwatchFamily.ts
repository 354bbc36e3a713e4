import { type Declared, type Derived, type Family, physicalName, regionalArn } from "../Family.ts";

/** CloudWatch's log groups and alarms. The host writes the logs of functions to files, so a group is only named here. */
export const cloudwatchFamily: Family = {
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
};

function logGroup(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  return { id: name, outputs: { name, arn: regionalArn(declared, "logs", `log-group:${name}`) } };
}

function metricAlarm(declared: Declared): Derived {
  const name = physicalName(declared, "name");
  return { id: name, outputs: { name, arn: regionalArn(declared, "cloudwatch", `alarm:${name}`) } };
}
