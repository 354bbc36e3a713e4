import type { DescribeExecutionOutput } from "@aws-sdk/client-sfn";
import { SluiceError } from "../../../core/errors.ts";
import { attemptsOf } from "../runs/attemptsOf.ts";
import { everyAttempt } from "../runs/everyAttempt.ts";
import { runName } from "../runs/runName.ts";
import { machinesOf } from "../target/machinesOf.ts";
import type { StepFunctions } from "../target/StepFunctions.ts";
import { hasCsvLake, type StackOutputs } from "../target/stackOutputs.ts";

/** What a state finds when it is entered. */
export interface Moment {
  readonly input: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Input of the execution, and its name. */
  readonly execution: { readonly name: string; readonly input: unknown };
}

/**
 * What a state found when a run last entered it: its input, and the variables that states before it had assigned.
 * @param given a run of csv-lake, for its last attempt that entered the state, or the name of one execution
 * @throws SluiceError `cli.no_such_run` where no attempt entered it
 */
export async function lastMoment(
  states: StepFunctions,
  outputs: StackOutputs,
  machine: string,
  state: string,
  given: string,
): Promise<Moment> {
  const named = await executionsNamed(states, outputs, machine, given);
  for (const execution of named.toReversed()) {
    const events = await states.history(execution.executionArn ?? "");
    const entered = events.findLastIndex(({ stateEnteredEventDetails: entry }) => entry?.name === state);
    if (entered < 0) continue;
    const assigned = events.slice(0, entered).flatMap(({ stateExitedEventDetails: exit }) => {
      return Object.entries(exit?.assignedVariables ?? {}).map(([name, text]) => [name, JSON.parse(text)] as const);
    });
    return {
      input: JSON.parse(events[entered]?.stateEnteredEventDetails?.input ?? "null"),
      variables: Object.fromEntries(assigned),
      execution: { name: execution.name ?? "", input: JSON.parse(execution.input ?? "null") },
    };
  }
  throw new SluiceError("cli.no_such_run", `No execution of run ${given} has entered the state ${state}`, {
    where: machine,
    mend: "give --input, or a run that came so far",
  });
}

/** Those of the machine, oldest first: of csv-lake's, every attempt at a run. */
async function executionsNamed(
  states: StepFunctions,
  outputs: StackOutputs,
  machine: string,
  given: string,
): Promise<readonly DescribeExecutionOutput[]> {
  if (!hasCsvLake(outputs) || !machinesOf(outputs).includes(machine)) {
    const found = await states.describe(machine, given.split(":").at(-1) ?? "");
    return found === undefined ? [] : [found];
  }
  const { run, attempt } = runName(given);
  const attempts = everyAttempt(await attemptsOf(states, outputs, run, attempt));
  return attempts.filter((each) => each.stateMachineArn === machine && each.attempt === (attempt ?? each.attempt));
}
