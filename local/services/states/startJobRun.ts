import { TaskError } from "../../states/TaskError.ts";
import type { Integration } from "./Integration.ts";
import { jsonFailure } from "./jsonFailure.ts";
import { untilEnded } from "./untilEnded.ts";

type JobRun = Record<string, unknown> & { JobRunState: string };

const finalStates = new Set(["SUCCEEDED", "FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"]);

/**
 * `glue:startJobRun`: the job's name is added to the answer.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
 */
export async function startJobRun(integration: Integration): Promise<{ JobName: unknown; JobRunId: string }> {
  const { JobRunId } = (await ask(integration, "StartJobRun", integration.arguments)) as { JobRunId: string };
  return { JobName: integration.arguments.JobName, JobRunId };
}

/**
 * `glue:startJobRun.sync`: starts a run of a job and waits for its end; its output is the run. Where the task is given
 * up, the run is stopped.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
 */
export async function startJobRunSync(integration: Integration): Promise<unknown> {
  const started = await startJobRun(integration);
  await integration.submitted(started);
  const stop = () => {
    const asked = { JobName: started.JobName, JobRunIds: [started.JobRunId] };
    ask(integration, "BatchStopJobRun", asked).catch(() => undefined);
  };
  integration.signal.addEventListener("abort", stop, { once: true });
  const named = { JobName: started.JobName, RunId: started.JobRunId };
  const get = async () => (await ask(integration, "GetJobRun", named)) as { JobRun: JobRun };
  const run = told((await untilEnded(integration, get, ({ JobRun }) => finalStates.has(JobRun.JobRunState))).JobRun);
  integration.signal.removeEventListener("abort", stop);
  if (run.JobRunState === "SUCCEEDED") return run;
  throw new TaskError("States.TaskFailed", JSON.stringify(run));
}

async function ask(integration: Integration, action: string, input: Record<string, unknown>): Promise<unknown> {
  const answer = await integration.call({
    service: "glue",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSGlue.${action}` },
    body: JSON.stringify(input),
  });
  if (answer.status >= 300) throw jsonFailure("Glue", answer);
  return JSON.parse(answer.body);
}

/** A run as Step Functions gives it: members by name, and times in milliseconds since 1970. */
function told(run: JobRun): JobRun {
  const members = Object.entries(run).map(([name, value]): [string, unknown] =>
    name.endsWith("On") && typeof value === "number" ? [name, Math.round(value * 1000)] : [name, value],
  );
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1))) as JobRun;
}
