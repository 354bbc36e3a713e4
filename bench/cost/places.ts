import { type FunctionSize, glueCost, lambdaCost } from "./costs.ts";
import type { Place } from "./model.ts";

/** The functions as stacks/csv-lake/mainSteps.ts declares them; Lambda gives a vCPU for each 1769 MB. */
const functions = {
  inline: { memory: 1769, disk: 512 },
  duckdb: { memory: 3538, disk: 10_240 },
} as const satisfies Record<string, FunctionSize>;

/** Seconds from StartJobRun until the script starts: assumed, as no public figure is exact. */
const glueStartSeconds = 30;

/** vCPUs of a G.1X worker, which is one DPU. */
const workerCores = 4;

/** Where an engine runs on AWS, and what that costs. */
export interface Deployed {
  readonly name: string;
  /** The name that its measurements go by. */
  readonly engine: "inline" | "duckdb" | "spark";
  readonly place: Place;
  /** What it can be given at most. */
  readonly most: { readonly bytes?: number; readonly seconds?: number };
  /** Dollars for so many seconds, from StartJobRun or the invocation to the end. */
  cost(seconds: number): number;
}

const inline: Deployed = {
  name: "inline in Lambda",
  engine: "inline",
  place: { cores: 1, startSeconds: 0 },
  most: { bytes: 64 * 2 ** 20, seconds: 300 },
  cost: (seconds) => lambdaCost(seconds, functions.inline),
};

export const duckdb: Deployed = {
  name: "duckdb in Lambda",
  engine: "duckdb",
  place: { cores: 2, startSeconds: 0 },
  most: { seconds: 900 },
  cost: (seconds) => lambdaCost(seconds, functions.duckdb),
};

/** One of the workers is the driver, which works on no partition; Glue bills from when the workers are there. */
export function spark(workers: number): Deployed {
  return {
    name: `spark on ${workers} G.1X`,
    engine: "spark",
    place: { cores: (workers - 1) * workerCores, startSeconds: glueStartSeconds },
    most: {},
    cost: (seconds) => glueCost(seconds - glueStartSeconds, workers),
  };
}

/** What the page compares. */
export const deployed: readonly Deployed[] = [inline, duckdb, ...[2, 5, 10].map(spark)];

export const assumptions = { glueStartSeconds, workerCores, functions } as const;
