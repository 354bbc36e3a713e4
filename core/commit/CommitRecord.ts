import * as z from "zod";
import { addedColumn } from "../contract/AddedColumn.ts";
import { manifestFile } from "./Manifest.ts";
import { objectVersion } from "./objectVersion.ts";

const count = z.number().int().nonnegative();
const time = z.iso.datetime();

/** The version that another one took the place of. */
export const replacedVersion = z.object({
  run: z.string(),
  attempt: count,
  versionId: z.string(),
  committedAt: time,
});

/** Corrected rejects of a source object that were published beside its rows. */
export const supplement = z.object({
  /** The replay's own id, which its files' keys carry. */
  run: z.string(),
  attempt: count,
  /** The object that held the corrections, and its SHA-256, base64. */
  file: objectVersion,
  sha256: z.string(),
  /** Rejected records that became rows. */
  written: count,
  /** Columns that the corrections add to the contract's. */
  added: z.array(addedColumn).default([]),
  files: z.array(manifestFile),
  committedAt: time,
  finishedAt: time.nullable(),
});

/** What is published of one source object in one region: the record that decides between versions and attempts. */
export const commitRecord = z.object({
  source: objectVersion,
  sequencer: z.string(),
  run: z.string(),
  /** The attempt whose staging is published. */
  attempt: count,
  contract: z.string(),
  /** Counts of all that is published: a replay turns rejected records into written ones. */
  read: count,
  written: count,
  rejected: count,
  /** Columns that the run's source adds to the contract's. */
  added: z.array(addedColumn).default([]),
  /** The run's own files that are published; their keys are final ones. A replay takes the place of the rejects. */
  files: z.array(manifestFile),
  /** The replays that are published too, the oldest first. */
  supplements: z.array(supplement).default([]),
  replaced: replacedVersion.nullable(),
  committedAt: time,
  /** When catalog and warehouse were done too; null until then. */
  finishedAt: time.nullable(),
});

export type Supplement = z.infer<typeof supplement>;
export type CommitRecord = z.infer<typeof commitRecord>;
