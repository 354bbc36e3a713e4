import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contractOfDraft } from "../../../core/contract/infer/contractOfDraft.ts";
import { draftContract } from "../../../core/contract/infer/draftContract.ts";
import { contractSource } from "../../../core/emit/contractSource.ts";
import { openDatabase } from "../../../jobs/duckdb/openDatabase.ts";
import { dialectNotes } from "./dialectNotes.ts";
import { fileNotes } from "./fileNotes.ts";
import { formatted } from "./formatted.ts";
import { gatherEvidence } from "./gatherEvidence.ts";
import { gatherNotes } from "./gatherNotes.ts";
import { optionNotes } from "./optionNotes.ts";
import { takeSamples } from "./takeSamples.ts";
import { textsOf } from "./textsOf.ts";
import { tryContract } from "./tryContract.ts";

export interface DraftOptions {
  readonly paths: readonly [string, ...string[]];
  /** Name of the dataset. */
  readonly name: string;
  /** The most records of each file that are looked at. */
  readonly rows: number;
  /** Path of the folder `core` from where the contract is kept. @default ../core */
  readonly core?: string;
}

/** A drafted contract. */
export interface Draft {
  /** TypeScript. */
  readonly source: string;
  /** For each file what the contract makes of it, in a line. */
  readonly outcome: readonly string[];
}

/**
 * Drafts a contract from files: DuckDB's sniffer says how they are written, its counts of their texts by our grammars say
 * the types, and the contract that comes of it is tried on the same records.
 * @throws SluiceError `file.*` for what no contract can read
 */
export async function draftOf({ paths, name, rows, core }: DraftOptions): Promise<Draft> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-infer-"));
  try {
    await using database = await openDatabase({ tempDirectory: folder });
    const { files, dialect, plain } = await takeSamples(database, paths, rows, folder);
    const headers = [...new Set(files.flatMap((file) => file.headers))];
    const texts = await textsOf(files, headers, plain, folder);
    const evidence = await gatherEvidence(database, files, headers, texts);
    const draft = draftContract(name, dialect, evidence);
    const { decimal, nulls } = draft.source;
    const contract = contractOfDraft({ ...draft, source: { ...plain, decimal, nulls } });
    const trial = await tryContract(database, contract, files, folder);
    const outcome = fileNotes(files, trial);
    const notes = {
      file: ["Drafted by `sluice infer`: review it, then drop these comments.", ...outcome, ...dialectNotes(dialect)],
      columns: await gatherNotes(database, draft, evidence, texts, trial),
      options: optionNotes(draft.columns, evidence),
    };
    return { source: await formatted(contractSource(draft, notes, core)), outcome };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
