import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { ChangeLog } from "../../s3/ChangeLog.ts";
import { isFinal, type JobRun } from "./JobRun.ts";

/** Said of runs that an earlier host left without an end. */
const interrupted = "The local host stopped while the job ran, which on AWS would have gone on.";

/** The runs of one job: a line of a file for each change, so that the next host knows them. */
export class JobRunStore {
  readonly #log: ChangeLog<JobRun>;
  readonly #runs = new Map<string, JobRun>();

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.#log = new ChangeLog(file);
    for (const run of this.#log.read()) this.#runs.set(run.id, run);
    for (const run of this.#runs.values()) if (!isFinal(run)) this.#runs.set(run.id, ended(run));
  }

  /** Newest first. */
  all(): JobRun[] {
    return [...this.#runs.values()].reverse();
  }

  find(id: string): JobRun | undefined {
    return this.#runs.get(id);
  }

  put(run: JobRun): JobRun {
    this.#runs.set(run.id, run);
    this.#log.append(run);
    return run;
  }
}

function ended(run: JobRun): JobRun {
  return { ...run, state: "FAILED", errorMessage: interrupted, completedOn: run.lastModifiedOn };
}
