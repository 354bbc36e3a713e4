import type { CatalogMode } from "../contract/Contract.ts";
import type { Replay } from "./Replay.ts";

/** One version of one object in the landing bucket: what a run converts. */
export interface SourceObject {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Bytes. */
  readonly size: number;
  /** Of the S3 event, hexadecimal: says which version of a key is newer. */
  readonly sequencer: string;
}

/** What converts a source, from small files to large ones; all give the same rows and rejects. */
export const engines = ["inline", "duckdb", "spark"] as const;

export type Engine = (typeof engines)[number];

/** What makes the rows of a run: an engine, or a query of Athena's, for which nobody asks. */
export const runEngines = [...engines, "athena"] as const;

export type RunEngine = (typeof runEngines)[number];

/** What identifies a run, and which attempt at it this is: the input of the main machine and of each of its steps. */
export interface Run {
  /** `<dataset>-<hash>`; it excludes the attempt. */
  readonly run: string;
  /** From 0; the trigger always says 0. */
  readonly attempt: number;
  readonly dataset: string;
  /** Hash of the contract that the run was started under. */
  readonly contract: string;
  /** What its rows are of; of a replay that of the run whose rejects it corrects. */
  readonly source: SourceObject;
  /** Chosen by the source's size and the contract, or asked for by who landed it. */
  readonly engine: RunEngine;
  readonly catalog: CatalogMode;
  /** Of a replay: what it corrects. Absent where the run is of the source object itself. */
  readonly replay?: Replay | undefined;
}
