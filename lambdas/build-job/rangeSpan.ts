import { daySpans } from "../../jobs/traffic/daySpans.ts";
import type { DaySpan } from "../../jobs/traffic/splitDays.ts";
import type { PlannedRange } from "../plan-days/handler.ts";
import { onlySpan } from "../shared/onlySpan.ts";
import { setting } from "../shared/setting.ts";

/**
 * The span of a planned range, in the zone of the function's environment.
 * @throws SluiceError `traffic.bad_range` where it is longer than one, and what `daySpans` throws
 */
export function rangeSpan(range: PlannedRange): DaySpan {
  return onlySpan(range, daySpans({ range, zone: setting("SLUICE_ZONE"), now: new Date() }));
}
