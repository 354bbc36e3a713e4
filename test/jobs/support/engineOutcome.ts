import type { Contract } from "../../../core/contract/Contract.ts";
import type { ConvertFile } from "../../../jobs/staging/ConvertFile.ts";
import { convertLocally } from "../duckdb/support/convertLocally.ts";
import type { engines } from "../duckdb/support/engines.ts";
import type { Outcome } from "./Outcome.ts";

/** What an engine makes of a file, read back from its Parquet. */
export async function engineOutcome(
  engine: keyof typeof engines | ConvertFile,
  contract: Contract,
  bytes: Uint8Array,
): Promise<Outcome> {
  try {
    const { files, ...converted } = await convertLocally(contract, bytes, undefined, engine);
    const places = files.map(({ place: { content, partition }, rows }) => ({
      ...{ content, rows },
      partition: JSON.stringify(partition),
    }));
    return { ...converted, files: places };
  } catch (error) {
    if (error instanceof Error && "code" in error) return { code: String(error.code), message: error.message };
    throw error;
  }
}
