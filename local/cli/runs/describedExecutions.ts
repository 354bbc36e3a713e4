import type { Execution } from "../../services/states/Execution.ts";
import { StepFunctions } from "../target/StepFunctions.ts";
import type { Target } from "../target/Target.ts";
import { asRunName } from "./asRunName.ts";
import { type Attempt, attemptsOf } from "./attemptsOf.ts";
import { everyAttempt } from "./everyAttempt.ts";

/**
 * The executions of a run as Step Functions describes them, oldest first: of every machine, region and attempt.
 * @param given a run's id, or the name of one of its executions
 */
export async function describedExecutions(
  target: Pick<Target, "clientConfig" | "outputs">,
  given: string,
): Promise<Execution[]> {
  const name = asRunName(given);
  if (name === undefined) return [];
  using states = new StepFunctions(target);
  const attempts = everyAttempt(await attemptsOf(states, target.outputs, name.run, name.attempt));
  const wanted = attempts.filter(({ attempt }) => name.attempt === undefined || attempt === name.attempt);
  const executions = await Promise.all(
    wanted.map(async (each) => ({ state: stateOf(each), events: await states.history(each.executionArn ?? "") })),
  );
  return executions.sort((a, b) => a.state.startDate.localeCompare(b.state.startDate));
}

function stateOf(described: Attempt): Execution["state"] {
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
