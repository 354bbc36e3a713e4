import type { SourceObject } from "../../core/commit/Run.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import type { PlanIdentity } from "./PlanIdentity.ts";

/**
 * What stands for a day's raw files as the source of its rows: every plan that writes the day is another version of it,
 * the later one the newer, so that a commit puts the day's rows in place of those that an earlier plan published.
 * @param day `YYYY-MM-DD`, of the data's zone
 * @param bucket of the raw files
 */
export function daySource(
  day: string,
  { run, startedAt }: Omit<PlanIdentity, "attempt">,
  bucket: string,
): SourceObject {
  const sequencer = Date.parse(startedAt).toString(16).padStart(16, "0");
  return { bucket, key: `${trafficRaw.name}/${day}`, versionId: run, size: 0, sequencer };
}
