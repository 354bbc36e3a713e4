import * as z from "zod";
import { replacedVersion } from "./CommitRecord.ts";
import { engineFacts, manifestFile } from "./Manifest.ts";
import { objectVersion } from "./objectVersion.ts";

const count = z.number().int().nonnegative();
const time = z.iso.datetime();

const stagedBy = z.object({ run: z.string(), attempt: count });

/** One attempt's staging in the region. An attempt that staged nothing there is not told. */
export const stagedAttempt = z.object({
  attempt: count,
  engine: engineFacts.shape.name,
  startedAt: time,
  endedAt: time,
  filledFrom: z.string().nullable(),
  verifiedAt: time.nullable(),
  /** Why verify refused it; null where it did not. */
  refused: z.string().nullable(),
});

/** The evidence of one run in one region; it is written once, beside the data, and never removed. */
export const runReport = z.object({
  run: z.string(),
  /** The attempt whose staging this is of; the files' names carry it. */
  attempt: count,
  /** The attempt that ended it: a retry may publish what an earlier attempt staged. */
  finishedBy: count,
  dataset: z.string(),
  region: z.string(),
  /** `superseded`: a newer version was published before this one, or since; it has no files here any more. */
  outcome: z.enum(["published", "superseded"]),
  source: z.object({
    bucket: z.string(),
    key: z.string(),
    versionId: z.string(),
    bytes: count,
    etag: z.string(),
    sequencer: z.string(),
  }),
  /** Hash of the contract. */
  contract: z.string(),
  engine: engineFacts,
  /** What verified and published it. */
  publisher: z.object({ versions: z.record(z.string(), z.string()), code: z.string().nullable() }),
  read: count,
  written: count,
  rejected: count,
  reasons: z.record(z.string(), count),
  duplicateKeys: count,
  /** The files under their final keys. */
  files: z.array(manifestFile),
  replaced: replacedVersion.nullable(),
  /**
   * Of a replay: whose rejects it corrects, and the object that holds the corrections, which size and ETag of the source
   * are of. Null where the run is of the source itself.
   */
  replay: z.object({ of: stagedBy, file: objectVersion }).nullable().default(null),
  times: z.object({
    landed: time,
    converted: time,
    verified: time,
    /** Null where it was superseded. */
    committed: time.nullable(),
    finished: time,
  }),
  /** The attempts at the run that staged something in this region, the oldest first. */
  attempts: z.array(stagedAttempt),
});

export type StagedAttempt = z.infer<typeof stagedAttempt>;
export type RunReport = z.infer<typeof runReport>;
