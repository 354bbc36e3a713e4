import type { AslTask } from "../../core/flow/Asl.ts";
import { deadline } from "./deadline.ts";
import { whole } from "./History.ts";
import { matches } from "./matches.ts";
import { Retries } from "./Retries.ts";
import type { Exit, Scope } from "./Scope.ts";
import { TaskError } from "./TaskError.ts";

/** Calls an integration, tries again by Retry, and takes a way out by Catch. */
export async function task(state: AslTask, scope: Scope): Promise<Exit> {
  const retries = new Retries(state.Retry ?? []);
  for (;;) {
    try {
      return await attempt(state, scope);
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      const delay = retries.next(error.error);
      if (delay === undefined) return caught(state, scope, error);
      await scope.host.sleep(delay);
      scope.retryCount++;
    }
  }
}

async function attempt(state: AslTask, scope: Scope): Promise<Exit> {
  const parameters = state.Arguments === undefined ? scope.input : await scope.evaluate(state.Arguments, "Arguments");
  scope.limit(parameters, "task argument");
  const seconds =
    state.TimeoutSeconds === undefined
      ? undefined
      : await scope.evaluateAs(state.TimeoutSeconds, "TimeoutSeconds", "a whole number from 1", isSeconds);
  const result = await call(state, scope, parameters, seconds);
  return scope.leave(state, "", result, { result });
}

async function call(state: AslTask, scope: Scope, parameters: unknown, seconds: number | undefined): Promise<unknown> {
  const named = integrationOf(state.Resource);
  const region = scope.context.StateMachine.Id.split(":")[3] ?? "";
  const timeout = seconds === undefined ? {} : { timeoutInSeconds: seconds };
  await scope.history.record("TaskScheduled", {
    taskScheduledEventDetails: { ...named, region, parameters: JSON.stringify(parameters), ...timeout },
  });
  await scope.history.record("TaskStarted", { taskStartedEventDetails: named });
  try {
    const result = await answer(state, scope, parameters, seconds);
    scope.limit(result, "task result");
    await scope.history.record("TaskSucceeded", {
      taskSucceededEventDetails: { ...named, output: JSON.stringify(result), outputDetails: whole },
    });
    return result;
  } catch (error) {
    if (error instanceof TaskError) await recordFailure(scope, named, error);
    throw error;
  }
}

async function answer(
  state: AslTask,
  scope: Scope,
  parameters: unknown,
  seconds: number | undefined,
): Promise<unknown> {
  const call = {
    resource: state.Resource,
    arguments: parameters,
    state: scope.name,
    context: scope.context,
    attempt: scope.retryCount,
  };
  const result = await deadline(scope.host.task(call), seconds, () => {
    throw new TaskError("States.Timeout", `The state '${scope.name}' ran for more than ${seconds} seconds.`);
  });
  return result ?? null;
}

async function recordFailure(
  scope: Scope,
  named: { resourceType: string; resource: string },
  error: TaskError,
): Promise<void> {
  const details = { ...named, error: error.error, cause: error.causeText };
  if (error.error === "States.Timeout")
    await scope.history.record("TaskTimedOut", { taskTimedOutEventDetails: details });
  else await scope.history.record("TaskFailed", { taskFailedEventDetails: details });
}

async function caught(state: AslTask, scope: Scope, error: TaskError): Promise<Exit> {
  const index = (state.Catch ?? []).findIndex(({ ErrorEquals }) => matches(ErrorEquals, error.error));
  const catcher = state.Catch?.[index];
  if (catcher === undefined) throw error;
  const errorOutput = { Error: error.error, Cause: error.causeText };
  return scope.leave(catcher, `Catch[${index}]/`, errorOutput, { errorOutput });
}

/** The two names that events give an integration: `aws-sdk:glue` and `getTable`, `states` and `startExecution.sync:2`. */
function integrationOf(arn: string): { resourceType: string; resource: string } {
  const [first = "", ...rest] = arn.split(":").slice(5);
  const service = first === "aws-sdk" ? [first, ...rest.splice(0, 1)] : [first];
  return { resourceType: service.join(":"), resource: rest.join(":") };
}

const isSeconds = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1;
