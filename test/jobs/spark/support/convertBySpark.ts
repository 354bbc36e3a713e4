import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import type { Contract } from "../../../../core/contract/Contract.ts";
import type { Reject } from "../../../../core/convert/Reject.ts";
import type { Row } from "../../../../core/convert/recordConverter.ts";
import { sparkPlan } from "../../../../core/emit/spark/sparkPlan.ts";
import { findSpark } from "../../../../local/python/findSpark.ts";
import { readRejects } from "../../duckdb/support/readRejects.ts";
import { readRows } from "../../duckdb/support/readRows.ts";

/** A file to convert. */
export interface SparkCase {
  readonly contract: Contract;
  readonly bytes: Uint8Array;
}

const converted = z.object({
  read: z.int(),
  written: z.int(),
  rejected: z.int(),
  reasons: z.record(z.string(), z.int()),
  duplicateKeys: z.int(),
  files: z.array(z.object({ path: z.string(), content: z.enum(["rows", "rejects"]), rows: z.int() })),
});

/** What Spark made of a file, read back from its Parquet. */
export interface SparkConversion extends z.infer<typeof converted> {
  /** File by file, in the order of each. */
  readonly rowsRead: readonly Row[];
  readonly rejectsRead: readonly Reject[];
}

/**
 * Converts files in one Spark session, each by its contract's plan; those that fail as a whole give the error's text.
 * @param look sees the paths of each conversion's files before they go
 */
export async function convertBySpark(
  cases: readonly SparkCase[],
  look: (index: number, paths: Record<"rows" | "rejects", string[]>) => Promise<void> = async () => {},
): Promise<(SparkConversion | string)[]> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-spark-"));
  try {
    for (const [index, { contract, bytes }] of cases.entries()) {
      const place = join(folder, nameOf(index));
      await mkdir(place);
      await writeFile(join(place, "plan.json"), JSON.stringify(sparkPlan(contract)));
      await writeFile(join(place, "source.csv"), bytes);
    }
    await runAll(folder);
    const results: (SparkConversion | string)[] = [];
    for (const [index, { contract }] of cases.entries()) {
      results.push(await resultOf(contract, join(folder, nameOf(index)), (paths) => look(index, paths)));
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function nameOf(index: number): string {
  return String(index).padStart(5, "0");
}

async function runAll(folder: string): Promise<void> {
  const { python, javaHome } = await findSpark();
  const env = {
    ...process.env,
    ...(javaHome && { JAVA_HOME: javaHome }),
    PYTHONPATH: "jobs/spark",
    PYTHONDONTWRITEBYTECODE: "1",
    PYSPARK_SUBMIT_ARGS: "--master local[2] --conf spark.ui.enabled=false --driver-memory 2g pyspark-shell",
  };
  const script = "test/jobs/spark/support/convert_all.py";
  await promisify(execFile)(python, [script, folder], { env, maxBuffer: 1 << 28 });
}

async function resultOf(
  contract: Contract,
  place: string,
  look: (paths: Record<"rows" | "rejects", string[]>) => Promise<void>,
): Promise<SparkConversion | string> {
  const error = await readFile(join(place, "error.txt"), "utf8").catch(() => undefined);
  if (error !== undefined) return error;
  const manifest = converted.parse(JSON.parse(await readFile(join(place, "output/manifest.json"), "utf8")));
  const pathsOf = (wanted: string) =>
    manifest.files.filter(({ content }) => content === wanted).map(({ path }) => join(place, "output", path));
  const paths = { rows: pathsOf("rows"), rejects: pathsOf("rejects") };
  await look(paths);
  return { ...manifest, rowsRead: await readRows(contract, paths.rows), rejectsRead: await readRejects(paths.rejects) };
}
