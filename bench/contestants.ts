import { join } from "node:path";
import type { Engine } from "../core/commit/Run.ts";
import { projectFolder } from "../local/cli/folders.ts";
import { placesIn, sparkFolder } from "../local/python/sparkFolder.ts";
import { benchPython } from "./python/benchPython.ts";

/** Something that converts the bird strikes, as a process of its own. */
export interface Contestant {
  readonly name: string;
  /** The largest source in bytes that it is given. @default any */
  readonly mostBytes?: number;
  /** The smallest. @default any */
  readonly leastBytes?: number;
  /** Whether it lives through records that the contract rejects. @default true */
  readonly takesBad?: boolean;
  /** What must be set up for it beside Node. @default nothing */
  readonly needs?: "spark" | "python";
  /** Beside the variables of all. */
  readonly env?: Readonly<Record<string, string>>;
  /** @param folder a new one, in which it writes */
  command(source: string, folder: string): readonly [command: string, ...args: string[]];
  /** Seconds of the work alone, without the start of a process or a Spark session, from what it printed. */
  readonly workSeconds?: (stdout: string) => number;
}

/** Those of the project, by the verb that runs an engine alone. */
const engines: readonly Contestant[] = [
  {
    name: "inline",
    mostBytes: 32e6,
    command: (...places) => verb("inline", ...places),
    workSeconds: told("workSeconds"),
  },
  { name: "duckdb", command: (...places) => verb("duckdb", ...places), workSeconds: told("workSeconds") },
  {
    name: "duckdb, function of 1024 MB",
    leastBytes: 1e9,
    // What Lambda tells a function of its memory; DuckDB's buffers are sized by it.
    env: { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024" },
    command: (...places) => verb("duckdb", ...places),
    workSeconds: told("workSeconds"),
  },
  {
    name: "spark",
    needs: "spark",
    command: (...places) => verb("spark", ...places),
    workSeconds: told("workSeconds"),
  },
];

const bySpark = (regions: number): Contestant => ({
  name: `Spark by hand, ${regions === 1 ? "one region" : `${regions} regions`}`,
  needs: "spark",
  command: (source, folder) => {
    const folders = Array.from({ length: regions }, (_, index) => join(folder, String(index)));
    return [placesIn(sparkFolder).python, script("spark/by_hand.py"), "--source", source, "--output", ...folders];
  },
  workSeconds: told("work_seconds"),
});

const run = (interpreter: string, file: string) => (source: string, folder: string) =>
  [interpreter, script(file), "--source", source, "--output", folder] as const;

/** Those by hand, each of which leaves out what its file says that it does. */
const byHand: readonly Contestant[] = [
  bySpark(1),
  bySpark(2),
  { name: "DuckDB by hand", command: run(process.execPath, "duckdb/bare.ts"), workSeconds: told("workSeconds") },
  {
    name: "DuckDB by hand, sorted",
    command: (...places) => [...run(process.execPath, "duckdb/bare.ts")(...places), "--ordered"],
    workSeconds: told("workSeconds"),
  },
  { name: "polars by hand", needs: "python", command: run(benchPython, "python/polars_plain.py") },
  { name: "pandas by hand", needs: "python", command: run(benchPython, "python/pandas_plain.py") },
  {
    name: "papaparse by hand",
    takesBad: false,
    mostBytes: 32e6,
    command: run(process.execPath, "inline/plain.ts"),
    workSeconds: told("workSeconds"),
  },
];

/**
 * All that are compared: the engines, and what is usually written by hand with Spark, DuckDB, polars, pandas, and the
 * libraries of the inline engine.
 */
export const contestants: readonly Contestant[] = [...engines, ...byHand];

function script(path: string): string {
  return join(import.meta.dirname, path);
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
