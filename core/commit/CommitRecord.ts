import * as z from "zod";
import { manifestFile } from "./Manifest.ts";

const count = z.number().int().nonnegative();

/** What is published of one source object in one region: the record that decides between versions and attempts. */
export const commitRecord = z.object({
  source: z.object({ bucket: z.string(), key: z.string(), versionId: z.string() }),
  sequencer: z.string(),
  run: z.string(),
  attempt: count,
  contract: z.string(),
  read: count,
  written: count,
  rejected: count,
  /** The published files; their keys are final ones. */
  files: z.array(manifestFile),
  /** Keys of the version that this one replaced: removed after the record is written, and again by a repeat. */
  replaced: z.array(z.string()),
});

export type CommitRecord = z.infer<typeof commitRecord>;
