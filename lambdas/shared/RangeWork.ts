import type { PlanIdentity } from "../../jobs/traffic/PlanIdentity.ts";
import type { PlannedRange } from "../plan-days/handler.ts";

/** Days to write, and the plan that writes them. */
export interface RangeWork {
  readonly plan: PlanIdentity;
  readonly range: PlannedRange;
}
