import { inParallel } from "../../core/inParallel.ts";
import { daySource } from "../../jobs/traffic/daySource.ts";
import type { PlanIdentity } from "../../jobs/traffic/PlanIdentity.ts";
import { isWritten } from "./isWritten.ts";
import { s3In } from "./s3In.ts";
import { setting } from "./setting.ts";

/** Those of a plan's days that it has not published, by the function's environment. */
export async function missingDays(days: readonly string[], plan: PlanIdentity): Promise<string[]> {
  const lake = { s3: s3In(setting("AWS_REGION")), bucket: setting("SLUICE_LAKE") };
  const raw = setting("SLUICE_RAW_BUCKET");
  const written = await inParallel(days, 4, (day) => isWritten(lake, daySource(day, plan, raw)));
  return days.filter((_, index) => !written[index]);
}
