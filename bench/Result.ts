import * as z from "zod";

const seconds = z.array(z.number().positive());

/** What `npm run bench` found for files of one size. */
export const result = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Of the source, in bytes. */
  bytes: z.number().int().positive(),
  /** Of its records, that the contract rejects. */
  badShare: z.number().min(0).max(1),
  machine: z.object({ cpu: z.string(), cores: z.number().int().positive(), memoryBytes: z.number().int().positive() }),
  versions: z.record(z.string(), z.string()),
  /** One number each for every round in which it did not crash. */
  contestants: z.array(
    z.object({
      name: z.string(),
      /** From the start of the process to its end. */
      seconds,
      /** Without the start of the process and of the Spark session. */
      workSeconds: seconds.optional(),
      /** Resident bytes of the process and its descendants, at most. */
      peakBytes: z.array(z.number().int().positive()),
      /** Of what was written, in the last round that did not crash. */
      files: z.number().int().nonnegative(),
      outputBytes: z.number().int().nonnegative(),
      /** The signals of the rounds in which it crashed. */
      crashes: z.array(z.string()).min(1).optional(),
      /** Whether it was measured by a run of its own, not in turn with the others. @default false */
      apart: z.boolean().optional(),
    }),
  ),
});

export type Result = z.infer<typeof result>;
export type Found = Result["contestants"][number];
