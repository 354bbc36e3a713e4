/**
 * What EventBridge tells of an execution of Step Functions that ended badly.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export interface ExecutionEnded {
  readonly detail: {
    readonly executionArn: string;
    readonly stateMachineArn: string;
    readonly name: string;
    readonly status: "FAILED" | "TIMED_OUT" | "ABORTED";
    /** JSON; null where it is too long for an event. */
    readonly input: string | null;
    readonly error: string | null;
    readonly cause: string | null;
  };
}
