import { arnRegion } from "../../arnRegion.ts";
import type { ExecutionState } from "../states/Execution.ts";
import type { NewEvent } from "./Event.ts";

/**
 * What Step Functions tells EventBridge when an execution has started or ended. Texts are never so long that AWS would
 * leave them out, since the interpreter keeps its limits.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function executionEvent(state: ExecutionState): NewEvent {
  const milliseconds = (time: string | undefined) => (time === undefined ? null : Date.parse(time));
  return {
    "detail-type": "Step Functions Execution Status Change",
    source: "aws.states",
    region: arnRegion(state.arn),
    resources: [state.arn],
    detail: {
      executionArn: state.arn,
      stateMachineArn: state.machineArn,
      name: state.name,
      status: state.status,
      startDate: milliseconds(state.startDate),
      stopDate: milliseconds(state.stopDate),
      input: state.input,
      output: state.output ?? null,
      inputDetails: { included: true },
      outputDetails: state.output === undefined ? null : { included: true },
      error: state.error ?? null,
      cause: state.cause ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: null,
    },
  };
}
