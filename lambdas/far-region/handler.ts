import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { executionName } from "../../core/commit/executionName.ts";
import type { Run } from "../../core/commit/Run.ts";
import { setting } from "../shared/setting.ts";
import { withRun } from "../shared/withRun.ts";

/** Starts the far region's machine on a run, or asks how its execution stands. */
export interface FarRegionInput {
  readonly action: "start" | "describe";
  readonly run: Run;
  /** The execution's input; only a start reads it. */
  readonly input: object | null;
}

export interface FarRegionResult<Output = unknown> {
  readonly executionArn: string;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  /** Empty unless the execution failed. */
  readonly error: string;
  readonly cause: string;
  /** The execution's output, null until it succeeded. */
  readonly output: Output | null;
}

/**
 * Reaches the machine of the far region, since Step Functions calls no service of another region. A start may be
 * repeated: an execution of the run's name that is there already is described instead.
 */
export const handler = withRun(async (input: FarRegionInput): Promise<FarRegionResult> => {
  const sfn = new SFNClient({ region: setting("SLUICE_FAR_REGION") });
  const machine = setting("SLUICE_FAR_MACHINE");
  const name = executionName(input.run.run, input.run.attempt);
  if (input.action === "start") await start(sfn, machine, name, input.input ?? {});
  const executionArn = `${machine.replace(":stateMachine:", ":execution:")}:${name}`;
  return resultOf(await sfn.send(new DescribeExecutionCommand({ executionArn })));
});

async function start(sfn: SFNClient, stateMachineArn: string, name: string, input: object): Promise<void> {
  try {
    await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

function resultOf(execution: DescribeExecutionCommandOutput): FarRegionResult {
  return {
    executionArn: execution.executionArn ?? "",
    status: execution.status === "PENDING_REDRIVE" ? "RUNNING" : (execution.status ?? "RUNNING"),
    error: execution.error ?? "",
    cause: execution.cause ?? "",
    output: execution.output === undefined ? null : JSON.parse(execution.output),
  };
}
