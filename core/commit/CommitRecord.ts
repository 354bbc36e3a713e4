import * as z from "zod";
import { manifestFile } from "./Manifest.ts";

const count = z.number().int().nonnegative();
const time = z.iso.datetime();

/** The version that another one took the place of. */
export const replacedVersion = z.object({
  run: z.string(),
  attempt: count,
  versionId: z.string(),
  committedAt: time,
});

/** What is published of one source object in one region: the record that decides between versions and attempts. */
export const commitRecord = z.object({
  source: z.object({ bucket: z.string(), key: z.string(), versionId: z.string() }),
  sequencer: z.string(),
  run: z.string(),
  /** The attempt whose staging is published. */
  attempt: count,
  contract: z.string(),
  read: count,
  written: count,
  rejected: count,
  /** The published files; their keys are final ones. */
  files: z.array(manifestFile),
  replaced: replacedVersion.nullable(),
  committedAt: time,
  /** When catalog and warehouse were done too; null until then. */
  finishedAt: time.nullable(),
});

export type CommitRecord = z.infer<typeof commitRecord>;
