import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { evolvedContract } from "../../../../core/contract/evolvedContract.ts";
import type { Reject } from "../../../../core/convert/Reject.ts";
import type { Row } from "../../../../core/convert/recordConverter.ts";
import { sparkPlan } from "../../../../core/emit/spark/sparkPlan.ts";
import type { AloneManifest } from "../../../../local/cli/job/AloneManifest.ts";
import { readRejects } from "../../duckdb/support/readRejects.ts";
import { readRows } from "../../duckdb/support/readRows.ts";
import { runJobs } from "./runJobs.ts";

/** A file to convert. */
export interface SparkCase {
  readonly contract: Contract;
  readonly bytes: Uint8Array;
}

/** Paths of a conversion's files. */
export type SparkFiles = Readonly<Record<"rows" | "rejects", readonly string[]>>;

/** What Spark made of a file, read back from its Parquet; or the code of the error that it failed with. */
export type SparkResult = { readonly code: string } | SparkConversion;

export interface SparkConversion extends Omit<AloneManifest, "files"> {
  /** File by file, in the order of each. */
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

/**
 * Converts files in one Spark session, each by its contract's plan.
 * @param look sees the files of each conversion before they go
 */
export async function convertBySpark(
  cases: readonly SparkCase[],
  look: (files: SparkFiles, index: number) => Promise<void> = async () => {},
): Promise<readonly SparkResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-spark-"));
  const placeOf = (index: number, name: string) => join(folder, `${index}-${name}`);
  try {
    for (const [index, { contract, bytes }] of cases.entries()) {
      await writeFile(placeOf(index, "plan.json"), JSON.stringify(sparkPlan(contract)));
      await writeFile(placeOf(index, "source.csv"), bytes);
    }
    const { outcomes } = await runJobs(
      cases.map((_, index) => ({
        plan: placeOf(index, "plan.json"),
        source: placeOf(index, "source.csv"),
        output: placeOf(index, "output"),
        source_key: "some/key.csv",
        run: "some-run",
      })),
    );
    const results: SparkResult[] = [];
    for (const [index, { contract }] of cases.entries()) {
      const outcome = outcomes[index];
      const lookAt = (files: SparkFiles) => look(files, index);
      results.push(outcome ? { code: outcome.code } : await readBack(contract, placeOf(index, "output"), lookAt));
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readBack(
  contract: Contract,
  output: string,
  look: (files: SparkFiles) => Promise<void>,
): Promise<SparkConversion> {
  const { files, ...facts } = JSON.parse(await readFile(join(output, "manifest.json"), "utf8")) as AloneManifest;
  const pathsOf = (wanted: string) =>
    files.filter(({ content }) => content === wanted).map(({ path }) => join(output, path));
  const paths = { rows: pathsOf("rows"), rejects: pathsOf("rejects") };
  await look(paths);
  return {
    ...facts,
    rows: await readRows(evolvedContract(contract, facts.added), paths.rows),
    rejects: await readRejects(paths.rejects),
  };
}
