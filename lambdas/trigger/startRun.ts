import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { executionName } from "../../core/commit/executionName.ts";
import type { Run } from "../../core/commit/Run.ts";

/** Whether this event started the run, or an earlier one had. */
export type Started = "started" | "duplicate";

/**
 * Starts the main machine under the run's name. Step Functions answers a repeat with ExecutionAlreadyExists, or, while
 * the execution runs, with the start date that it had: both are duplicates.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export async function startRun(sfn: SFNClient, machine: string, run: Run): Promise<Started> {
  const asked = Date.now();
  const name = executionName(run.run, run.attempt);
  try {
    const command = new StartExecutionCommand({ stateMachineArn: machine, name, input: JSON.stringify(run) });
    const { startDate } = await sfn.send(command);
    return startDate !== undefined && startDate.getTime() < asked - clockSkew ? "duplicate" : "started";
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return "duplicate";
    throw error;
  }
}

/** Milliseconds by which the clocks of Lambda and Step Functions may differ. */
const clockSkew = 1000;
