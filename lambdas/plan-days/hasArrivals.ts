import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { arrivalFolder } from "../../jobs/traffic/arrivalFolder.ts";

/** Whether some raw file arrived in an hour. */
export async function hasArrivals({ s3, bucket: Bucket }: Lake, hour: Date): Promise<boolean> {
  const Prefix = `${trafficRaw.name}/${arrivalFolder(hour)}/`;
  const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
  return KeyCount > 0;
}
