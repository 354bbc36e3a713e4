import { readFileSync } from "node:fs";
import * as glue from "@aws-sdk/client-glue";
import type { Host } from "../../../../../local/host/startHost.ts";
import { jobRunLogFile } from "../../../../../local/services/glue/jobs/jobRunLogFile.ts";
import type { HostEvent } from "../../../../../local/services/kernel/HostEvent.ts";
import type { RunningHost } from "../../../fixtures/runningHost.ts";

export const region = "eu-west-1";

/** The program whose jobs are tested. */
export const jobs = new URL("../../../fixtures/jobs.ts", import.meta.url);

/** A Python without Spark, for scripts that need none. */
export const plainPython = async () => ({ python: "python3", jars: [], javaHome: undefined });

type Ended = Extract<HostEvent, { kind: "job.ended" }>;

/** What the tests of jobs do with the host, by the SDK. */
export class JobRuns {
  readonly #running: RunningHost;

  constructor(running: RunningHost) {
    this.#running = running;
  }

  get client(): glue.GlueClient {
    return new glue.GlueClient(this.#host.clientConfig(region));
  }

  async start(JobName: string, more: Omit<glue.StartJobRunCommandInput, "JobName"> = {}): Promise<string> {
    const { JobRunId } = await this.client.send(new glue.StartJobRunCommand({ JobName, ...more }));
    return JobRunId ?? "";
  }

  async run(JobName: string, RunId: string): Promise<glue.JobRun> {
    const { JobRun } = await this.client.send(new glue.GetJobRunCommand({ JobName, RunId }));
    return JobRun ?? {};
  }

  /** Starts a job, and resolves with the run when it has ended. */
  async finish(JobName: string, more: Omit<glue.StartJobRunCommandInput, "JobName"> = {}): Promise<glue.JobRun> {
    const ended: Ended[] = [];
    const off = this.#host.events.on((event) => event.kind === "job.ended" && ended.push(event));
    const id = await this.start(JobName, more);
    if (!ended.some(({ run }) => run === id)) await this.ended(id);
    off();
    return await this.run(JobName, id);
  }

  async ended(id: string): Promise<Ended> {
    return await this.#host.events.first((event): event is Ended => event.kind === "job.ended" && event.run === id);
  }

  async stop(JobName: string, ...JobRunIds: string[]): Promise<glue.BatchStopJobRunCommandOutput> {
    return await this.client.send(new glue.BatchStopJobRunCommand({ JobName, JobRunIds }));
  }

  log(id: string, stream: "output" | "error"): string {
    return readFileSync(jobRunLogFile(this.#running.stateDir, region, id, stream), "utf8");
  }

  get #host(): Host {
    return this.#running.host;
  }
}
