import type { Run } from "../../core/commit/Run.ts";
import { runId } from "../../core/commit/runId.ts";
import { trafficSpeeds } from "../../datasets/trafficSpeeds.ts";
import { daySource } from "./daySource.ts";
import type { PlanIdentity } from "./PlanIdentity.ts";

/** What the days of a stack have in common. */
export interface DayOrigin {
  /** Bucket of the raw files. */
  readonly bucket: string;
  /** Hash of what their rows are made by: see `transformHash`. */
  readonly contract: string;
}

/** The run whose rows are those of one day, as a plan writes them. */
export function dayRun(day: string, plan: PlanIdentity, { bucket, contract }: DayOrigin): Run {
  const source = daySource(day, plan, bucket);
  return {
    run: runId({ dataset: trafficSpeeds.name, ...source, contract }),
    attempt: plan.attempt,
    dataset: trafficSpeeds.name,
    contract,
    source,
    engine: "athena",
    catalog: "register",
  };
}
