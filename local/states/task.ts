import type { AslTask } from "../../core/flow/Asl.ts";
import { arnRegion } from "../arnRegion.ts";
import { abortable } from "./abortable.ts";
import { deadline } from "./deadline.ts";
import { whole } from "./History.ts";
import { retrying } from "./retrying.ts";
import type { Exit, Scope } from "./Scope.ts";
import type { TaskCall } from "./StatesHost.ts";
import { TaskError } from "./TaskError.ts";

/** The two names that events give an integration: `aws-sdk:glue` and `getTable`, `states` and `startExecution.sync:2`. */
interface Integration {
  readonly resourceType: string;
  readonly resource: string;
}

/** One try: what is called, with what, and the seconds that it may take and may be silent. */
interface Call {
  readonly named: Integration;
  readonly parameters: unknown;
  readonly timeoutInSeconds: number | undefined;
  readonly heartbeatInSeconds: number | undefined;
}

/** Calls an integration, tries again by Retry, and takes a way out by Catch. */
export function task(state: AslTask, scope: Scope): Promise<Exit> {
  return retrying(state, scope, async () => {
    const result = await run(state, scope, await callOf(state, scope));
    return scope.leave(state, "", result, { result });
  });
}

async function callOf(state: AslTask, scope: Scope): Promise<Call> {
  const parameters = state.Arguments === undefined ? scope.input : await scope.evaluate(state.Arguments, "Arguments");
  scope.limit(parameters, "task argument");
  const seconds = async (field: "TimeoutSeconds" | "HeartbeatSeconds") =>
    state[field] === undefined ? undefined : await scope.evaluateAs(state[field], field, "integer from 1", isSeconds);
  const timeoutInSeconds = await seconds("TimeoutSeconds");
  const heartbeatInSeconds = await seconds("HeartbeatSeconds");
  return { named: integrationOf(state.Resource), parameters, timeoutInSeconds, heartbeatInSeconds };
}

async function run(state: AslTask, scope: Scope, call: Call): Promise<unknown> {
  const { named } = call;
  const { chain } = scope.frame;
  await chain.record("TaskScheduled", { taskScheduledEventDetails: scheduled(scope, call) });
  await chain.record("TaskStarted", { taskStartedEventDetails: { ...named } });
  try {
    const result = (await answer(state, scope, call)) ?? null;
    scope.limit(result, "task result");
    await chain.record("TaskSucceeded", { taskSucceededEventDetails: { ...named, ...outputOf(result) } });
    return result;
  } catch (error) {
    if (error instanceof TaskError) await recordFailure(scope, named, error);
    throw error;
  }
}

function scheduled(scope: Scope, { named, parameters, timeoutInSeconds, heartbeatInSeconds }: Call) {
  const region = arnRegion(scope.context.StateMachine.Id);
  return {
    ...named,
    region,
    parameters: JSON.stringify(parameters),
    ...(timeoutInSeconds === undefined ? {} : { timeoutInSeconds }),
    ...(heartbeatInSeconds === undefined ? {} : { heartbeatInSeconds }),
  };
}

async function answer(state: AslTask, scope: Scope, call: Call): Promise<unknown> {
  const { host, signal, chain } = scope.frame;
  const dropping = new AbortController();
  const submitted = async (output: unknown) => {
    await chain.record("TaskSubmitted", { taskSubmittedEventDetails: { ...call.named, ...outputOf(output) } });
  };
  const asked: TaskCall = {
    resource: state.Resource,
    arguments: call.parameters,
    state: scope.name,
    context: scope.context,
    attempt: scope.retryCount,
    signal: AbortSignal.any([signal, dropping.signal]),
    submitted,
  };
  try {
    return await abortable(() => deadline(host.clock, host.task(asked), call.timeoutInSeconds, timeout), signal);
  } finally {
    dropping.abort();
  }
}

function timeout(): never {
  throw new TaskError("States.Timeout", "");
}

async function recordFailure({ frame }: Scope, named: Integration, error: TaskError): Promise<void> {
  const cause = error.causeText === "" ? {} : { cause: error.causeText };
  const details = { ...named, error: error.error, ...cause };
  if (error.error === "States.Timeout") await frame.chain.record("TaskTimedOut", { taskTimedOutEventDetails: details });
  else await frame.chain.record("TaskFailed", { taskFailedEventDetails: details });
}

function outputOf(output: unknown) {
  return { output: JSON.stringify(output), outputDetails: whole };
}

function integrationOf(arn: string): Integration {
  const [first = "", ...rest] = arn.split(":").slice(5);
  const service = first === "aws-sdk" ? [first, ...rest.splice(0, 1)] : [first];
  return { resourceType: service.join(":"), resource: rest.join(":") };
}

const isSeconds = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1;
