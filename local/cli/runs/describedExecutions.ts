import type { DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import type { Execution } from "../../services/states/Execution.ts";
import { StepFunctions } from "../target/StepFunctions.ts";
import { hasCsvLake, type StackOutputs } from "../target/stackOutputs.ts";
import type { Target } from "../target/Target.ts";
import { asRunName } from "./asRunName.ts";
import { attemptsOf } from "./attemptsOf.ts";
import { everyAttempt } from "./everyAttempt.ts";

/**
 * The executions of a run as Step Functions describes them, oldest first: of every machine, region and attempt.
 * @param given a run's id, or the name of one of its executions; of traffic's machines, an execution's name
 */
export async function describedExecutions(
  target: Pick<Target<StackOutputs>, "clientConfig" | "outputs">,
  given: string,
): Promise<Execution[]> {
  using states = new StepFunctions(target);
  const wanted = [
    ...(await executionsOfRun(states, target.outputs, given)),
    ...(await executionsOfTraffic(states, target.outputs, given)),
  ];
  const executions = await Promise.all(
    wanted.map(async (each) => ({ state: stateOf(each), events: await states.history(each.executionArn ?? "") })),
  );
  return executions.sort((a, b) => a.state.startDate.localeCompare(b.state.startDate));
}

async function executionsOfRun(
  states: StepFunctions,
  outputs: StackOutputs,
  given: string,
): Promise<DescribeExecutionOutput[]> {
  const name = asRunName(given);
  if (name === undefined || !hasCsvLake(outputs)) return [];
  const attempts = everyAttempt(await attemptsOf(states, outputs, name.run, name.attempt));
  return attempts.filter(({ attempt }) => name.attempt === undefined || attempt === name.attempt);
}

async function executionsOfTraffic(
  states: StepFunctions,
  outputs: StackOutputs,
  given: string,
): Promise<DescribeExecutionOutput[]> {
  const { machine, rangeMachine } = outputs.traffic ?? {};
  const machines = [machine, rangeMachine].filter((arn) => arn !== undefined);
  const found = await Promise.all(machines.map((arn) => states.describe(arn, given.split(":").at(-1) ?? "")));
  return found.filter((each) => each !== undefined);
}

function stateOf(described: DescribeExecutionOutput): Execution["state"] {
  const { executionArn = "", stateMachineArn = "", name = "", status, startDate, stopDate, input } = described;
  return {
    arn: executionArn,
    name,
    machineArn: stateMachineArn,
    status: status === "PENDING_REDRIVE" ? "RUNNING" : (status ?? "RUNNING"),
    startDate: (startDate ?? new Date(0)).toISOString(),
    stopDate: stopDate?.toISOString(),
    input: input ?? "",
    output: described.output,
    error: described.error,
    cause: described.cause,
  };
}
