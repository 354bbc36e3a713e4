import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { SluiceError } from "../../core/errors.ts";
import { inParallel } from "../../core/inParallel.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { arrivalFolder } from "../../jobs/traffic/arrivalFolder.ts";
import type { DaySpan } from "../../jobs/traffic/splitDays.ts";

const hour = 3_600_000;

/**
 * Requires that of each day some raw file arrived, in the hours of the day itself: one that has none did not fail to be
 * measured, but to be delivered, and to write it would clear what an earlier plan published.
 * @param days spans of one day each
 * @throws SluiceError `traffic.no_raw_data` naming the days
 */
export async function requireRawData(raw: Lake, days: readonly DaySpan[]): Promise<void> {
  const found = await inParallel(days, 16, (day) => hasArrivals(raw, day));
  const lacking = days.filter((_, index) => !found[index]).flatMap(({ days: [day = ""] }) => [day]);
  if (lacking.length === 0) return;
  throw new SluiceError("traffic.no_raw_data", `No raw file arrived on ${lacking.join(", ")}`, {
    where: `s3://${raw.bucket}/${trafficRaw.name}/`,
    mend: "deliver the files and run again, or ask for the other days alone",
  });
}

async function hasArrivals({ s3, bucket: Bucket }: Lake, { start, end }: DaySpan): Promise<boolean> {
  const first = Math.floor(Date.parse(start) / hour) * hour;
  for (let time = first; time < Date.parse(end); time += hour) {
    const Prefix = `${trafficRaw.name}/${arrivalFolder(new Date(time))}/`;
    const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
    if (KeyCount > 0) return true;
  }
  return false;
}
