import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../../../../core/errors.ts";
import { messageOf } from "../../../../core/messageOf.ts";
import type { JobSpec } from "../../../program/specs/jobSpecs.ts";
import { AwsError } from "../../kernel/AwsError.ts";
import { safeName } from "../../kernel/safeName.ts";
import type { JobHost } from "./JobHost.ts";
import type { JobRun } from "./JobRun.ts";
import { JobRunStore } from "./JobRunStore.ts";
import { jobRunLogFile } from "./jobRunLogFile.ts";
import { layOutRun } from "./layOutRun.ts";
import { RunLog } from "./RunLog.ts";
import { RunProcess } from "./RunProcess.ts";
import { runArguments } from "./runArguments.ts";

/** What a run may have of its own, in place of what its job says. */
export type RunSettings = Partial<
  Pick<JobRun, "arguments" | "timeoutMinutes" | "workerType" | "workers" | "executionClass" | "queues">
>;

/** A run that is under way: how to end it, and the end. */
interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Why a run is ended before its script: it was stopped, its time is over, or the host closes. */
type Reason = "STOPPED" | "TIMEOUT" | "CLOSED";

/**
 * A job and its runs: at most so many at once, the others wait or are refused. Each is a process in a folder of its own.
 * @see https://docs.aws.amazon.com/glue/latest/dg/job-run-statuses.html
 */
export class Job {
  readonly spec: JobSpec;
  readonly store: JobRunStore;
  readonly #host: JobHost;
  readonly #folder: string;
  readonly #running = new Map<string, Running>();
  #closed = false;

  constructor(spec: JobSpec, host: JobHost) {
    this.spec = spec;
    this.#host = host;
    const folder = join(host.stateDir, spec.region, "jobs");
    this.store = new JobRunStore(join(folder, `${safeName(spec.name)}.jsonl`));
    this.#folder = join(folder, safeName(spec.name));
  }

  /** Removes what the runs of an earlier host that was killed have left. */
  begin(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
  }

  /** @throws AwsError ConcurrentRunsExceededException */
  start(settings: RunSettings): JobRun {
    const { spec } = this;
    const run = this.#newRun(`jr_${randomBytes(32).toString("hex")}`, { queues: spec.queues, ...settings });
    const free = this.#running.size < spec.maxConcurrentRuns;
    if (!free && !run.queues) {
      throw new AwsError("ConcurrentRunsExceededException", `Concurrent runs exceeded for ${spec.name}`);
    }
    this.store.put(run);
    return free ? this.#launch(run) : run;
  }

  /** Asks a run to end. @throws AwsError JobRunInvalidStateTransitionException where it has ended, or is about to */
  stop(run: JobRun): void {
    const running = this.#running.get(run.id);
    if (run.state === "WAITING") {
      this.#change(run, { state: "STOPPED", completedOn: this.#now() });
    } else if (running === undefined || run.state === "STOPPING") {
      const what = `Job run ${run.id} is in state ${run.state}`;
      throw new AwsError("JobRunInvalidStateTransitionException", what);
    } else {
      this.#change(run, { state: "STOPPING" });
      running.stop.abort("STOPPED" satisfies Reason);
    }
  }

  /** Kills what runs, and leaves it without an end. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = [...this.#running.values()];
    for (const { stop } of running) stop.abort("CLOSED" satisfies Reason);
    await Promise.all(running.map(({ ended }) => ended));
  }

  #newRun(id: string, settings: RunSettings & Pick<JobRun, "queues">): JobRun {
    const { spec } = this;
    const now = this.#now();
    return {
      id,
      jobName: spec.name,
      attempt: 0,
      previousRunId: undefined,
      arguments: {},
      timeoutMinutes: spec.timeoutMinutes,
      workerType: spec.workerType,
      workers: spec.workers,
      glueVersion: spec.glueVersion,
      executionClass: spec.executionClass,
      ...settings,
      state: "WAITING",
      errorMessage: undefined,
      startedOn: now,
      lastModifiedOn: now,
      completedOn: undefined,
      executionTime: 0,
    };
  }

  #launch(waiting: JobRun): JobRun {
    const run = this.#change(waiting, { state: "STARTING" });
    const stop = new AbortController();
    const ended = this.#run(run.id, stop.signal).finally(() => {
      this.#running.delete(run.id);
      if (!this.#closed) this.#next(run.id);
    });
    this.#running.set(run.id, { stop, ended });
    return run;
  }

  /** Starts what waits, oldest first, after a failed run has been given the attempts that its job has left. */
  #next(endedId: string): void {
    const ended = this.#found(endedId);
    if (ended.state === "FAILED" && ended.attempt < this.spec.maxRetries) {
      this.#launch(this.store.put(retryOf(ended, this.#now())));
    }
    const waiting = this.store
      .all()
      .reverse()
      .filter(({ state }) => state === "WAITING");
    for (const run of waiting) {
      if (this.#running.size < this.spec.maxConcurrentRuns) this.#launch(run);
    }
  }

  async #run(id: string, signal: AbortSignal): Promise<void> {
    const { events } = this.#host;
    const about = { region: this.spec.region, job: this.spec.name, run: id };
    const start = performance.now();
    events.emit({ kind: "job.started", ...about, arguments: this.#found(id).arguments });
    const failure = await this.#work(id, signal).catch(launchFailure);
    const reason = signal.reason as Reason | undefined;
    if (reason === "CLOSED") return;
    const state = reason ?? (failure === undefined ? "SUCCEEDED" : "FAILED");
    const error = reason === undefined ? failure : undefined;
    const run = this.#found(id);
    const executionTime = run.state === "STARTING" ? 0 : Math.round((performance.now() - start) / 1000);
    this.#change(run, { state, errorMessage: error, completedOn: this.#now(), executionTime });
    events.emit({ kind: "job.ended", ...about, state, error, durationMs: performance.now() - start });
  }

  /** What went wrong, if anything did. */
  async #work(id: string, signal: AbortSignal): Promise<string | undefined> {
    const folder = join(this.#folder, id.slice(0, 20));
    const logs = { output: this.#log(id, "output"), error: this.#log(id, "error") };
    try {
      const run = this.#found(id);
      const given = runArguments(this.spec, run);
      for (const name of given.ignored) logs.error.note(`${name} is not honoured by the local Glue.`);
      const laid = await layOutRun({ spec: this.spec, run, given, folder }, this.#host);
      if (signal.aborted) return undefined;
      const script = new RunProcess(laid, logs);
      this.#change(run, { state: "RUNNING" });
      signal.addEventListener("abort", () => script.kill(), { once: true });
      return await this.#limited(script, run, signal);
    } finally {
      logs.output.end();
      logs.error.end();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async #limited(script: RunProcess, run: JobRun, signal: AbortSignal): Promise<string | undefined> {
    const over = new AbortController();
    const limit = AbortSignal.any([over.signal, signal]);
    this.#host.clock.sleep(run.timeoutMinutes * 60_000, limit).then(
      () => this.#running.get(run.id)?.stop.abort("TIMEOUT" satisfies Reason),
      () => undefined,
    );
    return await script.ended.finally(() => over.abort());
  }

  #log(run: string, stream: "output" | "error"): RunLog {
    const { stateDir, events } = this.#host;
    const { region, name: job } = this.spec;
    return new RunLog(jobRunLogFile(stateDir, region, run, stream), (lines) =>
      events.emit({ kind: "job.logged", region, job, run, stream, lines }),
    );
  }

  #found(id: string): JobRun {
    const run = this.store.find(id);
    if (run === undefined) throw new Error(`no run ${id}`);
    return run;
  }

  #change(run: JobRun, change: Partial<JobRun>): JobRun {
    return this.store.put({ ...run, ...change, lastModifiedOn: this.#now() });
  }

  #now(): number {
    return this.#host.clock.now().getTime() / 1000;
  }
}

/** What prevented a script from being started. */
function launchFailure(error: unknown): string {
  const named = error instanceof SluiceError && error.code !== "glue.launch";
  return named ? `${error.code}: ${error.message}` : messageOf(error);
}

function retryOf(run: JobRun, now: number): JobRun {
  const attempt = run.attempt + 1;
  const id = `${run.id.replace(/_attempt_\d+$/, "")}_attempt_${attempt}`;
  const times = { startedOn: now, lastModifiedOn: now, completedOn: undefined, executionTime: 0 };
  return { ...run, ...times, id, attempt, previousRunId: run.id, state: "WAITING", errorMessage: undefined };
}
