import * as z from "zod";

/**
 * What a commit is about to copy, written before it copies: every final file of a source object is named in an intent,
 * so that a later commit finds also the files of one that died. Intents are removed after their files.
 */
export const intent = z.object({
  run: z.string(),
  attempt: z.number().int().nonnegative(),
  sequencer: z.string(),
  at: z.iso.datetime(),
  /** Of a replay's commit: what the replay is to be added to. */
  replay: z
    .object({ of: z.object({ run: z.string(), attempt: z.number().int().nonnegative() }), onto: z.array(z.string()) })
    .optional(),
  /** Final keys. */
  files: z.array(z.string()),
});

export type Intent = z.infer<typeof intent>;
