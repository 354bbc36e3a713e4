import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contract } from "../../../../core/contract/Contract.ts";
import { evolvedContract } from "../../../../core/contract/evolvedContract.ts";
import type { Reject } from "../../../../core/convert/Reject.ts";
import type { Row } from "../../../../core/convert/recordConverter.ts";
import type { ConvertedFile, ConvertFile } from "../../../../jobs/staging/ConvertFile.ts";
import { engines } from "./engines.ts";
import { readRejects } from "./readRejects.ts";
import { readRows } from "./readRows.ts";

/** A conversion by an engine, with what was read back from its Parquet. */
export interface LocalConversion extends ConvertedFile {
  /** File by file, in the order of each. */
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

export const testLineage = { source: "some/key.csv", run: "some-run" };

/**
 * Converts bytes by an engine, without S3, and reads the Parquet back; `look` sees the files before they go.
 * @param engine @default "duckdb"
 */
export async function convertLocally(
  contract: Contract,
  bytes: Uint8Array,
  look: (converted: ConvertedFile, folder: string) => Promise<void> = async () => {},
  engine: keyof typeof engines | ConvertFile = "duckdb",
): Promise<LocalConversion> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-test-"));
  try {
    const source = async () => chunksOf(bytes);
    const convertFile = typeof engine === "string" ? engines[engine] : engine;
    const converted = await convertFile({ contract, source, lineage: testLineage, folder });
    await look(converted, folder);
    const paths = (content: string) =>
      converted.files.filter(({ place }) => place.content === content).map(({ path }) => path);
    return {
      ...converted,
      rows: await readRows(evolvedContract(contract, converted.added), paths("rows")),
      rejects: await readRejects(paths("rejects")),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A small file comes in chunks so small that records lie across them. */
async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = bytes.length < 10_000 ? 97 : 60_000;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
