import { reportedMarks } from "./reportedMarks.ts";

/**
 * The events of executions that end badly and that no mail tells of yet: what a machine cannot catch itself, such as a
 * time-out of the execution, an abort or an error of the definition. Only the machines that are named here: what tells of
 * these is not told of.
 * @param machines ARNs
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function failurePattern(pipeline: string, machines: readonly string[]): object {
  const unreported = [null, { "anything-but": { suffix: reportedMarks(pipeline) } }];
  return {
    source: ["aws.states"],
    "detail-type": ["Step Functions Execution Status Change"],
    detail: {
      stateMachineArn: [...machines],
      $or: [{ status: ["TIMED_OUT", "ABORTED"] }, { status: ["FAILED"], cause: unreported }],
    },
  };
}
