import type { ColumnEvidence } from "../../../core/contract/infer/ColumnEvidence.ts";
import type { ContractDraft } from "../../../core/contract/infer/ContractDraft.ts";
import type { Database } from "../../../jobs/duckdb/openDatabase.ts";
import { columnNotes } from "./columnNotes.ts";
import { misfitsOf } from "./misfitsOf.ts";
import type { Trial } from "./tryContract.ts";

/** The comments of each column, by its key. */
export async function gatherNotes(
  database: Database,
  { columns }: ContractDraft,
  evidence: readonly ColumnEvidence[],
  texts: string,
  { ranges }: Trial,
): Promise<Record<string, string[]>> {
  const notes: Record<string, string[]> = {};
  for (const [index, column] of columns.entries()) {
    const seen = evidence[index];
    if (seen === undefined) continue;
    const misfits = await misfitsOf(database, texts, `c${index}`, column.pattern);
    notes[column.key] = columnNotes(column, seen, ranges[column.key], misfits);
  }
  return notes;
}
