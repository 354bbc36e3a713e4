import { actionsOf } from "./actionsOf.ts";
import { compile, exprOf, isExpr } from "./Expr.ts";
import { jobRetries } from "./jobRetries.ts";
import { lambdaRetries } from "./lambdaRetries.ts";
import type { Catcher, Edge, Permission, TaskNode } from "./Node.ts";
import type { Retry } from "./Retry.ts";
import type { ExecutionStep, JobStep, LambdaStep, PublishStep, StepOptions, TaskStep } from "./steps.ts";
import type { Template } from "./Template.ts";

/** A task before it is placed in the graph. */
export interface Task extends StepOptions {
  readonly resource: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly permission: Permission;
  readonly retry: readonly Retry[];
  /** JSONata of the part of the result that is kept. */
  readonly result: string;
}

/** The task that invokes a function. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
export function lambdaTask<I, O>({
  function: target,
  input,
  retry = lambdaRetries,
  ...options
}: LambdaStep<I, O>): Task {
  const permission = { actions: ["lambda:InvokeFunction"], resources: [target] };
  const parameters = { FunctionName: target, Payload: input };
  return {
    ...options,
    resource: "arn:aws:states:::lambda:invoke",
    arguments: parameters,
    permission,
    retry,
    result: "$states.result.Payload",
  };
}

/** The task that runs another machine to its end. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
export function executionTask<I, O>({ machine, input, name, retry = [], ...options }: ExecutionStep<I, O>): Task {
  const permission = { actions: ["states:StartExecution"], resources: [machine] };
  const parameters = { StateMachineArn: machine, ...(name === undefined ? {} : { Name: name }), Input: input };
  return {
    ...options,
    resource: "arn:aws:states:::states:startExecution.sync:2",
    arguments: parameters,
    permission,
    retry,
    result: "$states.result.Output",
  };
}

/**
 * The task that runs a Glue job to its end; it stops the run where the execution is stopped or the task times out.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
 */
export function jobTask({ job, resource: arn, arguments: given, retry = jobRetries, ...options }: JobStep): Task {
  const resource = "arn:aws:states:::glue:startJobRun.sync";
  return {
    ...options,
    resource,
    arguments: { JobName: job, ...(given && { Arguments: given }) },
    permission: { actions: actionsOf(resource), resources: [arn] },
    retry,
    result: "$states.result",
  };
}

/** The task that publishes to a topic. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html */
export function publishTask({ topic, subject, message, retry = [], ...options }: PublishStep): Task {
  const permission = { actions: ["sns:Publish"], resources: [topic] };
  const parameters = {
    TopicArn: topic,
    ...(subject === undefined ? {} : { Subject: shortened(subject) }),
    Message: message,
  };
  return {
    ...options,
    resource: "arn:aws:states:::sns:publish",
    arguments: parameters,
    permission,
    retry,
    result: "$states.result",
  };
}

/** The task that calls a service by its integration. Source: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
export function serviceTask({ resources, actions, retry = [], ...options }: TaskStep): Task {
  const permission = { actions: actions ?? actionsOf(options.resource), resources };
  return { ...options, permission, retry, result: "$states.result" };
}

/** The state of a task. */
export function taskNode(name: string, task: Task, catchers: readonly Catcher[], next: Edge): TaskNode {
  const { resource, permission, retry, timeoutSeconds } = task;
  return { kind: "task", name, resource, arguments: task.arguments, permission, retry, catchers, timeoutSeconds, next };
}

function shortened(subject: Template<string>): Template<string> {
  if (!isExpr(subject)) return subject.slice(0, 100);
  return exprOf(`$substring(${compile(subject).code}, 0, 100)`, compile(subject).reads);
}
