import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contract } from "../../../core/contract/Contract.ts";
import { sparkPlan } from "../../../core/emit/spark/sparkPlan.ts";
import { SluiceError } from "../../../core/errors.ts";
import { findSpark } from "../../python/findSpark.ts";
import { projectFolder } from "../folders.ts";
import type { AloneManifest, AloneOutcome } from "./AloneManifest.ts";
import { runProcess } from "./runProcess.ts";
import { sparkEnvironment } from "./sparkEnvironment.ts";

export interface SparkJob {
  readonly contract: Contract;
  readonly input: string;
  readonly output: string;
  /** The value of `_source`. */
  readonly source: string;
  /** Ends the job where it aborts. */
  readonly signal: AbortSignal;
  /** Takes each line of the job's log. */
  readonly tell: (line: string) => void;
}

const script = join(projectFolder, "jobs/spark/csv_to_parquet.py");

/**
 * Runs the job that Glue runs, in a Spark of this machine.
 * @throws SluiceError `spark.not_set_up`, and what the job ends with
 */
export async function convertBySpark({
  contract,
  input,
  output,
  source,
  signal,
  tell,
}: SparkJob): Promise<AloneOutcome> {
  const spark = await findSpark();
  const folder = await mkdtemp(join(tmpdir(), "sluice-spark-"));
  try {
    const plan = join(folder, "plan.json");
    await writeFile(plan, JSON.stringify(sparkPlan(contract)));
    const given = { plan, source: input, source_key: source, run: "job", attempt: "0", output };
    const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
    const env = { ...process.env, ...sparkEnvironment(spark), SPARK_LOCAL_DIRS: folder, TMPDIR: folder };
    const lines: string[] = [];
    const { code, errors } = await runProcess(spark.python, [script, ...args], env, signal, (line) => {
      lines.push(line);
      tell(line);
    });
    if (code !== 0) throw failure(code, errors);
    return { ...(await outcomeIn(output)), workSeconds: workSeconds(lines) };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the job's manifest says. */
async function outcomeIn(output: string): Promise<Omit<AloneOutcome, "workSeconds">> {
  const told = JSON.parse(await readFile(join(output, "manifest.json"), "utf8")) as AloneManifest;
  const { read, written, rejected, reasons, duplicateKeys, added, files } = told;
  return { read, written, rejected, reasons, duplicateKeys, added, files };
}

/** From the line that the session's start leaves in the log to the last one. */
function workSeconds(lines: readonly string[]): number {
  const entries = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as LogEntry);
  const at = (entry: LogEntry | undefined) => Date.parse(entry?.timestamp ?? "");
  return (at(entries.at(-1)) - at(entries.find(({ message }) => message === "started"))) / 1000;
}

interface LogEntry {
  readonly timestamp: string;
  readonly message: string;
}

/** The error that the job's last line names, or else what Python or Spark said. */
function failure(code: number | null, errors: readonly string[]): SluiceError {
  const said = errors.map((line) => /^SluiceError: ([a-z_]+\.[a-z_]+): (.*)$/.exec(line)).findLast((each) => each);
  const [, name, what] = said ?? [];
  if (name !== undefined && what !== undefined) return new SluiceError(name, what.replace(/\.$/, ""));
  const last = errors.findLast((line) => line.trim() !== "") ?? "it says no more";
  return new SluiceError("spark.failed", `The job ended with exit code ${code}: ${last.trim()}`, { where: script });
}
