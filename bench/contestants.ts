import { join } from "node:path";
import type { Engine } from "../core/commit/Run.ts";
import { projectFolder } from "../local/cli/folders.ts";
import { sparkEnvironment } from "../local/cli/job/sparkEnvironment.ts";
import { findSpark } from "../local/python/findSpark.ts";

/** Something that converts the bird strikes, as a process of its own. */
export interface Contestant {
  readonly name: string;
  /** The largest source in bytes that it is given. @default any */
  readonly mostBytes?: number;
  /** @param folder a new one, in which it writes */
  command(source: string, folder: string): readonly [command: string, ...args: string[]];
  /** Seconds of the work alone, without the start of a Spark session, from what it printed. */
  readonly workSeconds?: (stdout: string) => number;
}

/** Those of the project, by the verb that runs an engine alone. */
const engines: readonly Contestant[] = [
  { name: "inline", mostBytes: 32e6, command: (...places) => verb("inline", ...places) },
  { name: "duckdb", command: (...places) => verb("duckdb", ...places) },
  { name: "spark", command: (...places) => verb("spark", ...places), workSeconds: told("workSeconds") },
];

/**
 * All that are compared: the engines, and a hand-written Spark job that writes for one region, and for two.
 * @throws SluiceError `spark.not_set_up`
 */
export async function contestants(): Promise<{ all: Contestant[]; env: NodeJS.ProcessEnv }> {
  const spark = await findSpark();
  const script = join(import.meta.dirname, "spark/by_hand.py");
  const byHand = (regions: number): Contestant => ({
    name: `by hand, ${regions === 1 ? "one region" : `${regions} regions`}`,
    command: (source, folder) => {
      const folders = Array.from({ length: regions }, (_, index) => join(folder, String(index)));
      return [spark.python, script, "--source", source, "--output", ...folders];
    },
    workSeconds: told("work_seconds"),
  });
  return { all: [...engines, byHand(1), byHand(2)], env: { ...process.env, ...sparkEnvironment(spark) } };
}

function verb(engine: Engine, source: string, folder: string): readonly [string, ...string[]] {
  const where = ["--dataset", "birdstrikes", "--input", source, "--output", folder];
  const main = join(projectFolder, "local/cli/main.ts");
  return [process.execPath, main, "job", "csv-to-parquet", ...where, "--engine", engine, "--json"];
}

function told(field: string): (stdout: string) => number {
  return (stdout) => {
    const seconds = (JSON.parse(stdout) as Record<string, unknown>)[field];
    if (typeof seconds === "number") return seconds;
    throw new Error(`It printed no ${field}: ${stdout.slice(0, 300)}`);
  };
}
