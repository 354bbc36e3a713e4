/** What stands before a region's page in the AWS console. */
export function consoleOf(region: string): string {
  return `https://${region}.console.aws.amazon.com`;
}

/** The page of an execution of Step Functions, up to its ARN. */
export function executionPage(region: string): string {
  return `${consoleOf(region)}/states/home?region=${region}#/v2/executions/details/`;
}

/** The page of an alarm. */
export function alarmLink(region: string, alarm: string): string {
  return `${consoleOf(region)}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(alarm)}`;
}

/** The page of a log group's lines that hold a run's id, up to that id; `logPageEnd` follows it. */
export function logPage(region: string, logGroup: string): string {
  const group = twiceEncoded(logGroup);
  const page = `${consoleOf(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${group}/log-events`;
  return `${page}$3FfilterPattern$3D${twiceEncoded('"')}`;
}

export const logPageEnd = twiceEncoded('"');

/** The CloudWatch console encodes what it keeps in a fragment twice, the second time with $ in the place of %. */
function twiceEncoded(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll("%", "$");
}
