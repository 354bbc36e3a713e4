import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { sparkEnvironment } from "../../../../local/cli/job/sparkEnvironment.ts";
import { setUpSpark } from "../../../../local/python/setUpSpark.ts";

const sources = join(import.meta.dirname, "../../../../jobs/spark");
const script = join(import.meta.dirname, "../python/convert_cases.py");

/** What a run of the job came to: what it raised, or null. */
export type Outcome = { readonly code: string; readonly text: string } | null;

export interface JobRuns {
  readonly outcomes: readonly Outcome[];
  /** The job's log, line by line. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
}

/** Runs the job once for each list of arguments, in one Spark session. */
export async function runJobs(
  runs: readonly Readonly<Record<string, string>>[],
  env: NodeJS.ProcessEnv = {},
): Promise<JobRuns> {
  const spark = await setUpSpark();
  const child = spawn(spark.python, [script], {
    env: { ...process.env, ...sparkEnvironment(spark), PYTHONPATH: sources, ...env },
  });
  child.stdin.end(
    JSON.stringify(runs.map((run) => Object.entries(run).flatMap(([name, value]) => [`--${name}`, value]))),
  );
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const lines = out.split("\n");
  const told = lines.find((line) => line.startsWith("OUTCOMES "));
  if (told === undefined) throw new Error(`The job's process said nothing:\n${errors}`);
  const log = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  return { outcomes: JSON.parse(told.slice("OUTCOMES ".length)), log };
}
