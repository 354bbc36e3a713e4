/** What stands before a region's page in the AWS console. */
export function consoleOf(region: string): string {
  return `https://${region}.console.aws.amazon.com`;
}

/** The page of an execution of Step Functions, up to its ARN. */
export function executionPage(region: string): string {
  return `${consoleOf(region)}/states/home?region=${region}#/v2/executions/details/`;
}

/** The page of a machine of Step Functions and its executions, up to its ARN. */
export function machinePage(region: string): string {
  return `${consoleOf(region)}/states/home?region=${region}#/statemachines/view/`;
}

/** The page of an alarm. */
export function alarmLink(region: string, alarm: string): string {
  return `${consoleOf(region)}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(alarm)}`;
}

/** The page of a log group's lines that hold a run's id, up to that id; `logPageEnd` follows it. */
export function logPage(region: string, logGroup: string): string {
  return `${logGroupPage(region, logGroup)}/log-events$3FfilterPattern$3D${twiceEncoded('"')}`;
}

export const logPageEnd = twiceEncoded('"');

/** The page of a log group's streams whose names begin with the id of a job's run, up to that id. */
export function streamsPage(region: string, logGroup: string): string {
  return `${logGroupPage(region, logGroup)}$3FlogStreamNameFilter$3D`;
}

/** The page of a log group and its streams. */
export function logGroupPage(region: string, logGroup: string): string {
  return `${consoleOf(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${twiceEncoded(logGroup)}`;
}

/** The CloudWatch console encodes what it keeps in a fragment twice, the second time with $ in the place of %. */
function twiceEncoded(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll("%", "$");
}
