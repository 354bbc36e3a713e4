/**
 * The name of the execution of one attempt at a run. Step Functions refuses a name that it has seen, which is what
 * makes a repeated event a duplicate.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function executionName(run: string, attempt: number): string {
  return `${run}-${attempt}`;
}
