import { ExecutionAlreadyExists, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { executionName } from "../../../core/commit/executionName.ts";
import { SluiceError } from "../../../core/errors.ts";
import { arnRegion } from "../../arnRegion.ts";
import { follow } from "../follow.ts";
import { jobEventsOf } from "../jobEventsOf.ts";
import { runExecutions } from "../target/runExecutions.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { Target } from "../target/Target.ts";
import type { RetryPlan } from "./planRetry.ts";

/** How an attempt that was followed ended. */
export interface Retried {
  readonly run: string;
  readonly attempt: number;
  readonly region: string;
  readonly status: string;
  /** What it answered; null where it failed. */
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly seconds: number;
}

/** Starts a run's next attempt and tells what happens until its end. */
export async function retryRun(
  target: Pick<Target, "listen" | "outputs">,
  states: StepFunctions,
  run: string,
  { attempt, machine, input }: RetryPlan,
  tell: (line: string) => void,
): Promise<Retried> {
  const since = Date.now();
  const execution = executionName(run, attempt);
  const listening = await target.listen();
  await start(states, machine, execution, JSON.stringify(input));
  const heard = () => runExecutions(target.outputs, execution);
  await follow(listening, { execution, machine, heard, since, concerns: jobEventsOf(execution) }, tell);
  const { status = "", output, error, cause } = (await states.describe(machine, execution)) ?? {};
  const seconds = (Date.now() - since) / 1000;
  return {
    run,
    attempt,
    region: arnRegion(machine),
    status,
    output: JSON.parse(output ?? "null"),
    error,
    cause,
    seconds,
  };
}

async function start(states: StepFunctions, machine: string, name: string, input: string): Promise<void> {
  try {
    await states.of(machine).send(new StartExecutionCommand({ stateMachineArn: machine, name, input }));
  } catch (cause) {
    if (!(cause instanceof ExecutionAlreadyExists)) throw cause;
    throw new SluiceError("cli.run_running", "Another retry has started this attempt meanwhile", {
      where: name,
      cause,
    });
  }
}
