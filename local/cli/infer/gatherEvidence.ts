import type { ColumnEvidence } from "../../../core/contract/infer/ColumnEvidence.ts";
import type { Database } from "../../../jobs/duckdb/openDatabase.ts";
import { evidenceOf } from "./evidenceOf.ts";
import type { InferFile } from "./InferFile.ts";

/**
 * Counts what the texts of each column are.
 * @param texts query with a column `c0`, `c1`, ... for each of the headers
 */
export async function gatherEvidence(
  database: Database,
  files: readonly InferFile[],
  headers: readonly string[],
  texts: string,
): Promise<ColumnEvidence[]> {
  const evidence: ColumnEvidence[] = [];
  for (const [index, header] of headers.entries()) {
    const missing = files.filter((file) => !file.headers.includes(header)).map((file) => file.name);
    evidence.push(await evidenceOf(database, texts, `c${index}`, { header, missing }));
  }
  return evidence;
}
