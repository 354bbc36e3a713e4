/** The trust policy of a role that AWS services assume, such as `lambda.amazonaws.com`. */
export function assumedBy(service: string, ...others: readonly string[]): string {
  const principal = { Service: others.length === 0 ? service : [service, ...others] };
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
