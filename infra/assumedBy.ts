/** The trust policy of a role that an AWS service assumes, such as `lambda.amazonaws.com`. */
export function assumedBy(service: string): string {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
