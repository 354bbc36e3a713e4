import * as z from "zod";

const seconds = z.number().nonnegative();

/** What runs the transform. */
export const trafficEngines = ["athena", "spark"] as const;
export type TrafficEngine = (typeof trafficEngines)[number];

/** What the traffic pipeline takes for some days, beside its query alone. */
export const trafficResult = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Measuring points, each a record a minute. */
  points: z.number().int().positive(),
  cores: z.number().int().positive(),
  load: z.number().nonnegative(),
  rounds: z.array(
    z.object({
      engine: z.enum(trafficEngines),
      days: z.number().int().positive(),
      /** Of the result. */
      rows: z.number().int().nonnegative(),
      /** DuckDB's time for the query of these days, from the raw files to Parquet by partition. */
      bare: seconds,
      barePeakBytes: z.number().nonnegative(),
      /** From the execution's start to its end. */
      pipeline: seconds,
      /** Of these, in `Repartition`: queries, staging, commits. The rest crawls, and waits for crawlers. */
      repartition: seconds,
      /** Of the host with all of its functions, at most. */
      peakBytes: z.number().nonnegative(),
      /** That Athena tells of the queries, and jobs of the files that they read. */
      scannedBytes: z.number().nonnegative(),
    }),
  ),
});

export type TrafficResult = z.infer<typeof trafficResult>;
export type TrafficRound = TrafficResult["rounds"][number];
