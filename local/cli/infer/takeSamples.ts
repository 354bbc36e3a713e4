import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { type CsvDialect, csv } from "../../../core/contract/csv.ts";
import type { Database } from "../../../jobs/duckdb/openDatabase.ts";
import { commonDialect } from "./commonDialect.ts";
import type { FoundDialect, InferFile } from "./InferFile.ts";
import type { SniffedFile } from "./SniffedFile.ts";
import { sampleOf } from "./sampleOf.ts";
import { sniffFile } from "./sniffFile.ts";

/** The files that a contract is drafted from. */
export interface Samples {
  readonly files: readonly InferFile[];
  /** Of all of them, as they are. */
  readonly dialect: FoundDialect;
  /** Of the samples. */
  readonly plain: CsvDialect;
}

/**
 * Finds out how files are written, and takes the first records of each.
 * @param rows the most records of each file that are taken
 * @param folder takes copies
 * @throws SluiceError as `sniffFile`, `commonDialect` and `sampleOf` do
 */
export async function takeSamples(
  database: Database,
  [first, ...others]: readonly [string, ...string[]],
  rows: number,
  folder: string,
): Promise<Samples> {
  const own = () => mkdtemp(join(folder, "file-"));
  const sniffed: [SniffedFile, ...SniffedFile[]] = [await sniffFile(database, first, await own())];
  for (const path of others) sniffed.push(await sniffFile(database, path, await own()));
  const dialect = commonDialect(sniffed);
  const files: InferFile[] = [];
  const { delimiter, quote, escape: escaping, comment, header } = dialect;
  const plain = csv({ delimiter, quote, escape: escaping, comment, header });
  for (const file of sniffed) files.push(await sampleOf(file, plain, rows, await own()));
  return { files, dialect, plain };
}
