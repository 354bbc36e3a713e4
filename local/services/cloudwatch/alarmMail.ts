import type { AlarmChange } from "./Alarm.ts";
import { numeral } from "./evaluateAlarm.ts";

/**
 * The mail that SNS makes of an alarm's change. CloudWatch names regions as the console does; here they have their codes.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmMail({ alarm, from, to }: AlarmChange): { subject: string; message: string } {
  const { name, region, arn, description, metric, actions } = alarm;
  const time = longTime(to.changedAt);
  const because = `has entered the ${to.state} state, because "${to.reason}" at "${time}".`;
  const dimensions = Object.entries(metric.dimensions).map(([key, value]) => `[${key} = ${value}]`);
  const named = [...name].filter((character) => character >= " " && character <= "~").join("");
  const message = [
    `You are receiving this email because your Amazon CloudWatch Alarm "${name}" in the ${region} region ${because}`,
    "",
    "View this alarm in the AWS Management Console:",
    `https://${region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`,
    "",
    "Alarm Details:",
    ...listed({
      Name: name,
      Description: description,
      "State Change": `${from.state} -> ${to.state}`,
      "Reason for State Change": to.reason,
      Timestamp: time,
      "AWS Account": arn.split(":")[4] ?? "",
      "Alarm Arn": arn,
    }),
    "",
    "Threshold:",
    `- The alarm is in the ALARM state when the metric is ${alarm.comparison} ${numeral(alarm.threshold)} for at least ${alarm.datapointsToAlarm} of the last ${alarm.periods} period(s) of ${alarm.period} seconds.`,
    "",
    "Monitored Metric:",
    ...listed({
      MetricNamespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: dimensions.join(" "),
      Period: `${alarm.period} seconds`,
      Statistic: alarm.statistic,
      TreatMissingData: alarm.missingData,
    }),
    "",
    "State Change Actions:",
    ...Object.entries(actions).map(([state, arns]) => `- ${state}: ${arns.length === 0 ? "" : `[${arns.join(", ")}]`}`),
  ];
  return { subject: `${to.state}: "${named}" in ${region}`.slice(0, 100), message: message.join("\n") };
}

function listed(facts: Readonly<Record<string, string>>): string[] {
  return Object.entries(facts).map(([name, value]) => `- ${`${name}:`.padEnd(27)} ${value}`);
}

/** `Wednesday 04 August, 2021 02:31:45 UTC` */
function longTime(iso: string): string {
  const date = new Date(iso);
  const part = (options: Intl.DateTimeFormatOptions) => date.toLocaleString("en-GB", { timeZone: "UTC", ...options });
  const day = `${part({ weekday: "long" })} ${part({ day: "2-digit" })} ${part({ month: "long" })}`;
  return `${day}, ${part({ year: "numeric" })} ${iso.slice(11, 19)} UTC`;
}
