import { createReadStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Contract } from "../../../core/contract/Contract.ts";
import { sqlIdentifier } from "../../../core/emit/sqlIdentifier.ts";
import { SluiceError } from "../../../core/errors.ts";
import { convertFile } from "../../../jobs/duckdb/convertFile.ts";
import type { Database } from "../../../jobs/duckdb/openDatabase.ts";
import type { ConvertedFile } from "../../../jobs/staging/ConvertFile.ts";
import type { InferFile } from "./InferFile.ts";

/** What a contract makes of files. */
export interface Trial {
  /** In the files' order: the counts, or why the whole file is refused. */
  readonly files: readonly (Pick<ConvertedFile, "read" | "written" | "rejected" | "reasons"> | SluiceError)[];
  /** The least and the greatest value of each column, by its key; a column without a value is not there. */
  readonly ranges: Readonly<Record<string, readonly [least: string, greatest: string]>>;
}

/**
 * Converts the records that were looked at by a contract.
 * @param folder takes the Parquet
 */
export async function tryContract(
  database: Database,
  contract: Contract,
  files: readonly InferFile[],
  folder: string,
): Promise<Trial> {
  const results: Trial["files"][number][] = [];
  const rows: string[] = [];
  for (const [index, file] of files.entries()) {
    const own = join(folder, `trial-${index}`);
    await mkdir(own);
    const converted = await convert(contract, file, own).catch(ofFile);
    results.push(converted);
    if (converted instanceof SluiceError) continue;
    rows.push(...converted.files.filter(({ place }) => place.content === "rows").map(({ path }) => path));
  }
  return { files: results, ranges: rows.length === 0 ? {} : await rangesOf(database, contract, rows) };
}

async function convert(contract: Contract, { name, sample }: InferFile, folder: string): Promise<ConvertedFile> {
  const source = async () => createReadStream(sample);
  return await convertFile({ contract, source, lineage: { source: name, run: "infer" }, folder });
}

/** A header that does not fit is told beside the counts of the others. */
function ofFile(error: unknown): SluiceError {
  if (error instanceof SluiceError && error.code.startsWith("file.")) return error;
  throw error;
}

async function rangesOf(database: Database, { columns }: Contract, paths: readonly string[]): Promise<Trial["ranges"]> {
  const bounds = columns.flatMap(({ name }, index) =>
    ["min", "max"].map((bound) => `${bound}(${sqlIdentifier(name)})::VARCHAR AS ${bound}${index}`),
  );
  const [found = {}] = await database.rows(`SELECT ${bounds.join(", ")} FROM read_parquet($1)`, [paths]);
  const ranges = columns.map(({ key }, index) => [key, [found[`min${index}`], found[`max${index}`]]] as const);
  return Object.fromEntries(ranges.filter((range): range is [string, [string, string]] => range[1][0] !== null));
}
