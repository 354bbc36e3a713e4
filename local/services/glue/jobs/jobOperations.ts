import { z } from "zod";
import type { JobSpec } from "../../../program/specs/jobSpecs.ts";
import { AwsError } from "../../kernel/AwsError.ts";
import type { Call } from "../../kernel/Call.ts";
import type { JsonOperations } from "../../kernel/JsonService.ts";
import { readInput } from "../../kernel/readInput.ts";
import type { GlueObject } from "../CatalogStore.ts";
import { pageOf } from "../pageOf.ts";
import type { Job } from "./Job.ts";
import { dpusOf, jobRunObject } from "./JobRun.ts";

const inert = z.unknown().optional();
const start = z.strictObject({
  JobName: z.string(),
  Arguments: z.record(z.string(), z.string()).optional(),
  Timeout: z.number().int().min(1).optional(),
  WorkerType: z.string().optional(),
  NumberOfWorkers: z.number().int().min(1).optional(),
  ExecutionClass: z.string().optional(),
  JobRunQueuingEnabled: z.boolean().optional(),
  NotificationProperty: inert,
  SecurityConfiguration: inert,
});
const ofJob = z.object({ JobName: z.string() });
const ofRun = ofJob.extend({ RunId: z.string() });
const stop = ofJob.extend({ JobRunIds: z.array(z.string()).min(1).max(25) });

/**
 * The operations on jobs, which are those that the program declares, and on their runs.
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html
 */
export function jobOperations(jobs: readonly Job[]): JsonOperations {
  const inRegion = ({ region }: Call) => jobs.filter(({ spec }) => spec.region === region);
  const found = (action: string, name: string, call: Call, missing = `Job ${name} not found.`): Job => {
    const job = inRegion(call).find(({ spec }) => spec.name === name);
    call.asks(`glue:${action}`, job?.spec.arn ?? "*");
    if (job !== undefined) return job;
    throw new AwsError("EntityNotFoundException", missing);
  };
  return {
    GetJob: (input, call) => {
      const { JobName } = readInput(ofJob, input);
      return { Job: jobObject(found("GetJob", JobName, call).spec) };
    },
    GetJobs: (input, call) => {
      call.asks("glue:GetJobs", "*");
      const { items, NextToken } = pageOf(inRegion(call), input);
      return { Jobs: items.map(({ spec }) => jobObject(spec)), NextToken };
    },
    StartJobRun: (input, call) => {
      const { JobName, ...asked } = readInput(start, input);
      const job = found("StartJobRun", JobName, call, "Failed to start job run due to missing metadata");
      return { JobRunId: job.start(settingsOf(asked)).id };
    },
    GetJobRun: (input, call) => {
      const { JobName, RunId } = readInput(ofRun, input);
      return { JobRun: jobRunObject(runOf(found("GetJobRun", JobName, call), RunId)) };
    },
    GetJobRuns: (input, call) => {
      const { store } = found("GetJobRuns", readInput(ofJob, input).JobName, call);
      const { items, NextToken } = pageOf(store.all(), input);
      return { JobRuns: items.map(jobRunObject), NextToken };
    },
    BatchStopJobRun: (input, call) => {
      const { JobName, JobRunIds } = readInput(stop, input);
      const job = found("BatchStopJobRun", JobName, call);
      const results = JobRunIds.map((JobRunId) => ({ JobName, JobRunId, ErrorDetail: stopped(job, JobRunId) }));
      const Errors = results.filter(({ ErrorDetail }) => ErrorDetail !== undefined);
      const done = results.filter(({ ErrorDetail }) => ErrorDetail === undefined);
      return { SuccessfulSubmissions: done.map(({ JobRunId }) => ({ JobName, JobRunId })), Errors };
    },
  };
}

function runOf({ spec, store }: Job, id: string) {
  const run = store.find(id);
  if (run !== undefined) return run;
  throw new AwsError("EntityNotFoundException", `Job run ${id} of job ${spec.name} not found.`);
}

/** What prevents a run from being stopped; undefined where nothing does. */
function stopped(job: Job, id: string): GlueObject | undefined {
  try {
    job.stop(runOf(job, id));
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return { ErrorCode: error.code, ErrorMessage: error.message };
    throw error;
  }
}

function settingsOf(asked: Omit<z.infer<typeof start>, "JobName">): Parameters<Job["start"]>[0] {
  const { Arguments, Timeout, WorkerType, NumberOfWorkers, ExecutionClass, JobRunQueuingEnabled } = asked;
  return {
    ...(Arguments && { arguments: Arguments }),
    ...(Timeout && { timeoutMinutes: Timeout }),
    ...(WorkerType && { workerType: WorkerType }),
    ...(NumberOfWorkers && { workers: NumberOfWorkers }),
    ...(ExecutionClass && { executionClass: ExecutionClass }),
    ...(JobRunQueuingEnabled !== undefined && { queues: JobRunQueuingEnabled }),
  };
}

/** @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html#aws-glue-api-jobs-job-Job */
function jobObject(spec: JobSpec): GlueObject {
  const capacity = spec.workers * dpusOf(spec.workerType);
  return {
    Name: spec.name,
    Description: spec.description,
    Role: spec.roleArn,
    ExecutionProperty: { MaxConcurrentRuns: spec.maxConcurrentRuns },
    Command: { Name: "glueetl", ScriptLocation: spec.scriptLocation, PythonVersion: "3" },
    DefaultArguments: spec.defaultArguments,
    NonOverridableArguments: spec.fixedArguments,
    MaxRetries: spec.maxRetries,
    AllocatedCapacity: Math.floor(capacity),
    MaxCapacity: capacity,
    Timeout: spec.timeoutMinutes,
    WorkerType: spec.workerType,
    NumberOfWorkers: spec.workers,
    GlueVersion: spec.glueVersion,
    ExecutionClass: spec.executionClass,
    JobRunQueuingEnabled: spec.queues,
  };
}
