import type { ManifestFile } from "../../core/commit/Manifest.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { inspect } from "../../jobs/duckdb/inspect.ts";
import type { ParquetFile } from "../../jobs/staging/ParquetFile.ts";

/**
 * Reads the Parquet back: each file holds what the contract says, and as many rows as the manifest says.
 * @param files of the manifest
 * @param local the same on the local disk
 * @throws SluiceError `verify.rows_differ` naming the object, or `inspect.*` of `inspect`
 */
export async function checkContent(
  contract: Contract,
  files: readonly ManifestFile[],
  local: readonly ParquetFile[],
): Promise<void> {
  const rows = await inspect(contract, local);
  const wrong = files.findIndex((file, index) => rows[index] !== file.rows);
  if (wrong === -1) return;
  throw new SluiceError("verify.rows_differ", `The file holds ${rows[wrong]} rows, not ${files[wrong]?.rows}`, {
    where: files[wrong]?.key ?? contract.name,
    mend: "retry the run, which stages it anew",
  });
}
