import type { Expr } from "./Expr.ts";
import type { Retry } from "./Retry.ts";
import type { FunctionRef, MachineRef, Reference, TopicRef } from "./references.ts";
import type { Json, Template } from "./Template.ts";

declare const step: unique symbol;

/** The result of a step: an expression that knows which step it came from. */
export type Step<T> = Expr<T> & { readonly [step]: true };

/** An error that was caught: the state that failed, and the ASL error's name and cause. */
export interface Failure {
  step: string;
  error: string;
  cause: string;
}

/** What became of a step whose failure does not end the flow. */
export interface Attempt<T> {
  failed: boolean;
  /** Null where it failed. */
  output: T | null;
  /** All empty texts where it did not fail. */
  error: Failure;
}

/** The context object of an execution. Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export interface Context<In> {
  Execution: { Id: string; Name: string; Input: In; RoleArn: string; StartTime: string; RedriveCount: number };
  StateMachine: { Id: string; Name: string };
  State: { Name: string; EnteredTime: string; RetryCount: number };
}

export interface StepOptions {
  /** Variable that keeps the result. @default the step's name with a small first letter */
  readonly as?: string;
  /** Seconds after which the task fails with States.Timeout. @default none */
  readonly timeoutSeconds?: number;
}

export interface LambdaStep<In, Out> extends StepOptions {
  readonly function: FunctionRef<In, Out>;
  readonly input: Template<NoInfer<In>>;
  /** @default lambdaRetries */
  readonly retry?: readonly Retry[];
}

export interface ExecutionStep<In, Out> extends StepOptions {
  readonly machine: MachineRef<In, Out>;
  readonly input: Template<NoInfer<In>>;
  /** Name of the execution, at most 80 characters. @default one that Step Functions makes up */
  readonly name?: Template<string>;
  /** @default none */
  readonly retry?: readonly Retry[];
}

/** A run of a Glue job that succeeded. Source: https://docs.aws.amazon.com/glue/latest/webapi/API_JobRun.html */
export interface JobRun {
  Id: string;
  JobName: string;
  JobRunState: string;
  /** Seconds. */
  ExecutionTime: number;
}

export interface JobStep extends StepOptions {
  /** The job's name. */
  readonly job: Reference<"setting">;
  /** The job's ARN, for the policy. */
  readonly resource: Reference<"resource">;
  /** By name, beginning with two dashes; they take the place of the job's own defaults. All are texts. @default none */
  readonly arguments?: { readonly [name: `--${string}`]: Template<string> };
  /** @default jobRetries */
  readonly retry?: readonly Retry[];
}

export interface PublishStep extends StepOptions {
  readonly topic: TopicRef;
  /** Cut at 100 characters, the most that SNS takes. */
  readonly subject?: Template<string>;
  readonly message: Template<string>;
  /** @default none */
  readonly retry?: readonly Retry[];
}

export interface TaskStep extends StepOptions {
  /** A service integration, such as `arn:aws:states:::aws-sdk:glue:batchCreatePartition`. */
  readonly resource: `arn:aws:states:::${string}:${string}`;
  readonly arguments: { readonly [name: string]: Json } | Expr<object>;
  /** What the call touches, for the machine's policy: ARNs or references. */
  readonly resources: readonly (string | Reference)[];
  /** IAM actions of the call. @default `service:Action` of an `aws-sdk` resource */
  readonly actions?: readonly string[];
  /** @default none */
  readonly retry?: readonly Retry[];
}

export interface Loop<T> {
  readonly list: Expr<readonly T[]>;
  /** Variable that counts, from 0. @default the loop's name with a small first letter, and `Index` */
  readonly index?: string;
}

export interface Poll<T> {
  /** Name of the wait state. */
  readonly wait: string;
  /** Seconds between two checks; the first check is made at once. */
  readonly seconds: number;
  /** Writes the steps that look at the thing waited for. */
  readonly check: () => Step<T>;
}

/** What may be said of a step that runs others within it. */
export interface Nested {
  /** Variable that keeps the result. @default the step's name with a small first letter */
  readonly as?: string;
  /** Runs all of it again. @default none */
  readonly retry?: readonly Retry[];
}

export interface Each<T> extends Nested {
  readonly items: Expr<readonly T[]>;
  /** Items at once, 1 to 40. @default 40 */
  readonly maxConcurrency?: Template<number>;
}

export interface RescueOptions {
  /** Variable that keeps the failure. @default "failure" */
  readonly as?: string;
  /** ASL error names that are rescued. @default ["States.ALL"] */
  readonly errors?: readonly string[];
}
