import { SluiceError } from "../../core/errors.ts";
import { inParallel } from "../../core/inParallel.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import type { DaySpan } from "../../jobs/traffic/splitDays.ts";
import { wholeHours } from "../../jobs/traffic/wholeHours.ts";
import { hasArrivals } from "./hasArrivals.ts";

/**
 * Requires that of each day some raw file arrived, in the hours of the day itself: one that has none did not fail to be
 * measured, but to be delivered, and to write it would clear what an earlier plan published.
 * @param days spans of one day each
 * @throws SluiceError `traffic.no_raw_data` naming the days
 */
export async function requireRawData(raw: Lake, days: readonly DaySpan[]): Promise<void> {
  const found = await inParallel(days, 16, (day) => hasAny(raw, day));
  const lacking = days.filter((_, index) => !found[index]).flatMap(({ days: [day = ""] }) => [day]);
  if (lacking.length === 0) return;
  throw new SluiceError("traffic.no_raw_data", `No raw file arrived on ${lacking.join(", ")}`, {
    where: `s3://${raw.bucket}/${trafficRaw.name}/`,
    mend: "deliver the files and run again, or ask for the other days alone",
  });
}

async function hasAny(raw: Lake, { start, end }: DaySpan): Promise<boolean> {
  for (const each of wholeHours(new Date(start), new Date(Date.parse(end) - 1))) {
    if (await hasArrivals(raw, each)) return true;
  }
  return false;
}
