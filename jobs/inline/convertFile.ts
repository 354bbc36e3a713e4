import { evolvedContract } from "../../core/contract/evolvedContract.ts";
import { requireEngine } from "../../core/engine/requireEngine.ts";
import type { ConvertedFile, FileJob } from "../staging/ConvertFile.ts";
import { countFiles } from "../staging/countFiles.ts";
import { textSource } from "../staging/textSource.ts";
import { countDuplicateKeys } from "./countDuplicateKeys.ts";
import { countReasons } from "./countReasons.ts";
import { readSource } from "./readSource.ts";
import { writeRejects } from "./writeRejects.ts";
import { writeRows } from "./writeRows.ts";

/**
 * Converts a small source in memory to Parquet files on the local disk: rows sorted, one file a partition, and rejects.
 * Rows, rejects, partitions and types are those of the duckdb engine; the compression is Snappy.
 *
 * @throws SluiceError with a `file.*` code where the header does not fit the contract; `inline.unfit` for what the
 * Parquet writer cannot write exactly; `engine.unfit` for a transform; `convert.lost_rows`
 * where the records read are not those in the Parquet files.
 */
export async function convertFile(job: FileJob): Promise<ConvertedFile> {
  if (job.contract.transform !== undefined) requireEngine(job.contract, "inline");
  const { read, rows, rejects, added } = await readSource(job.contract, textSource(job));
  const contract = evolvedContract(job.contract, added);
  const files = [...writeRows({ ...job, contract }, rows), ...writeRejects(job, rejects)];
  const counted = countFiles(job, files, read);
  return { ...counted, added, reasons: countReasons(rejects), duplicateKeys: countDuplicateKeys(job.contract, rows) };
}
