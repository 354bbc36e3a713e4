import { sha256 } from "../../core/sha256.ts";
import type { PlanIdentity } from "../../jobs/traffic/PlanIdentity.ts";
import type { PlannedRange } from "../plan-days/handler.ts";

/** What names one attempt at a range, always the same: 64 hex digits. */
export function rangeToken({ run, attempt }: PlanIdentity, { from, to }: PlannedRange): string {
  return sha256(JSON.stringify([run, attempt, from, to]));
}
