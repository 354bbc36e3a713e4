import type { GlueObject } from "../CatalogStore.ts";

/** Where a run stands; `SUCCEEDED`, `FAILED`, `STOPPED` and `TIMEOUT` are final. */
export type JobRunState =
  | "WAITING"
  | "STARTING"
  | "RUNNING"
  | "STOPPING"
  | "STOPPED"
  | "SUCCEEDED"
  | "FAILED"
  | "TIMEOUT";

/** A run of a job; times are in seconds since 1970. */
export interface JobRun {
  /** `jr_` and 64 hexadecimal digits; of a retry, also `_attempt_<n>`. */
  readonly id: string;
  readonly jobName: string;
  /** 0 for what was started, and then one more with each retry by Glue itself. */
  readonly attempt: number;
  readonly previousRunId: string | undefined;
  /** Those that the run itself was given. */
  readonly arguments: Readonly<Record<string, string>>;
  readonly timeoutMinutes: number;
  readonly workerType: string;
  readonly workers: number;
  readonly glueVersion: string;
  readonly executionClass: string;
  readonly queues: boolean;
  readonly state: JobRunState;
  readonly errorMessage: string | undefined;
  readonly startedOn: number;
  readonly lastModifiedOn: number;
  readonly completedOn: number | undefined;
  /** Seconds that its script ran. */
  readonly executionTime: number;
}

/** The part of the names of both log groups that they have in common: `/aws-glue/jobs/output` and `/aws-glue/jobs/error`. */
const logGroup = "/aws-glue/jobs";

const finalStates: ReadonlySet<JobRunState> = new Set(["STOPPED", "SUCCEEDED", "FAILED", "TIMEOUT"]);

export function isFinal({ state }: Pick<JobRun, "state">): boolean {
  return finalStates.has(state);
}

/** @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html#aws-glue-api-jobs-runs-JobRun */
export function jobRunObject(run: JobRun): GlueObject {
  const capacity = run.workers * dpusOf(run.workerType);
  return {
    Id: run.id,
    Attempt: run.attempt,
    PreviousRunId: run.previousRunId,
    JobName: run.jobName,
    JobRunQueuingEnabled: run.queues,
    StartedOn: run.startedOn,
    LastModifiedOn: run.lastModifiedOn,
    CompletedOn: run.completedOn,
    JobRunState: run.state,
    Arguments: run.arguments,
    ErrorMessage: run.errorMessage,
    PredecessorRuns: [],
    AllocatedCapacity: Math.floor(capacity),
    ExecutionTime: run.executionTime,
    Timeout: run.timeoutMinutes,
    MaxCapacity: capacity,
    WorkerType: run.workerType,
    NumberOfWorkers: run.workers,
    LogGroupName: logGroup,
    GlueVersion: run.glueVersion,
    ExecutionClass: run.executionClass,
  };
}

/** Data processing units of a worker: `G.2X` has two, `G.025X` a quarter. */
export function dpusOf(workerType: string): number {
  return workerType === "G.025X" ? 0.25 : Number.parseInt(workerType.slice(2), 10);
}
