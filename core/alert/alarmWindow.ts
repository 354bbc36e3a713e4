/** The time that an alarm looks back on: so many periods of so many seconds. */
export interface AlarmWindow {
  readonly period: number;
  readonly periods: number;
}

const day = 86_400;
const periods = [3600, 1800, 900, 300, 60];

/**
 * How an alarm looks back on so many seconds exactly, in the longest periods that fit; undefined where CloudWatch has
 * none that long: with periods of an hour an alarm looks back on seven days at most, with shorter ones on one.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function alarmWindow(seconds: number): AlarmWindow | undefined {
  const period = periods.find((each) => seconds % each === 0);
  if (period === undefined || seconds > (period === 3600 ? 7 * day : day)) return undefined;
  return { period, periods: seconds / period };
}
