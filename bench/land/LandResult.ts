import * as z from "zod";

const seconds = z.number().nonnegative();

/** What lies between a file's upload and its rows in the warehouse's answer, on a local host. */
export const landResult = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Of each file. */
  bytes: z.number().int().positive(),
  cores: z.number().int().positive(),
  /** Processes that wanted a core in the minute before, on average: beyond none, times are those of a machine shared. */
  load: z.number().nonnegative(),
  /** One after the other on one host; the functions' processes start in the first. */
  landings: z
    .array(
      z.object({
        /** Of the file's flights, which are as many partitions. */
        months: z.number().int().positive(),
        /** From the upload's begin until the region's warehouse counts all rows of the file, by region. */
        queryable: z.record(z.string(), seconds),
        /** Until the run has ended. */
        ended: seconds,
        /** What came before the near region's answer, without gaps. */
        steps: z.array(
          z.object({
            step: z.string(),
            seconds,
            /** Of these, between a function's call and its answer. */
            inFunctions: seconds,
            /** Whether the step is a Wait state. */
            isWait: z.boolean(),
          }),
        ),
        /** Until the near region's answer: processor time of the host and of its functions, and the calls that it answered. */
        hostSeconds: seconds,
        functionSeconds: seconds,
        calls: z.number().int().nonnegative(),
        /** Of the Wait states of all machines, until the run has ended. */
        waitSeconds: seconds,
      }),
    )
    .min(2),
});

export type LandResult = z.infer<typeof landResult>;
export type Landing = LandResult["landings"][number];
export type LandStep = Landing["steps"][number];
