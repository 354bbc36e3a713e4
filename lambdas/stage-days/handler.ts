import type { Run } from "../../core/commit/Run.ts";
import { inParallel } from "../../core/inParallel.ts";
import { dayRun } from "../../jobs/traffic/dayRun.ts";
import type { PlanIdentity } from "../../jobs/traffic/PlanIdentity.ts";
import { transformHash } from "../../jobs/traffic/transformHash.ts";
import { transformSql } from "../../jobs/traffic/transformSql.ts";
import { duckdbVersion } from "../shared/duckdbVersion.ts";
import { latenessHours } from "../shared/latenessHours.ts";
import { logged } from "../shared/logged.ts";
import type { StagedRegion } from "../shared/StagedRegion.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { type ReadWrittenFile, readFiles } from "./readFiles.ts";
import { stageDay } from "./stageDay.ts";
import { type Written, writtenFiles } from "./writtenFiles.ts";

export interface StageInput {
  readonly plan: PlanIdentity;
  /** The days that are to be published. */
  readonly days: readonly string[];
  /** Where the list of the files lies that the statement, or the job, wrote; absent where it wrote nothing. */
  readonly manifest?: string | null;
  /** QueryExecutionId of the statement, or the id of the job's run. */
  readonly query: string;
}

/** What a region's machine is started with, to publish a day. */
export interface StagedDay {
  readonly run: Run;
  readonly staged: StagedRegion;
}

/**
 * Stages what a statement wrote, day by day, so that each is published as any run is. A day of which nothing was written
 * is staged too: published, it clears what an earlier plan published of it. It may be repeated.
 * @throws SluiceError what `writtenFiles` and `readFiles` throw
 */
export const handler = logged(
  ({ plan: { run, attempt }, days, query }: StageInput) => ({ run, attempt, days, query }),
  async ({ plan, days, manifest, query }: StageInput): Promise<StagedDay[]> => {
    const [region, bucket] = [setting("AWS_REGION"), setting("SLUICE_LAKE")];
    const lake = { s3: s3In(region), bucket };
    const written: Written = manifest
      ? await writtenFiles(lake.s3, manifest, bucket)
      : { files: [], at: plan.startedAt };
    const wanted = written.files.filter(({ day }) => days.includes(day));
    const ofDay = Map.groupBy(await readFiles(lake, wanted), ({ day }: ReadWrittenFile) => day);
    const versions = { duckdb: await duckdbVersion(), node: process.version };
    const origin = { bucket: setting("SLUICE_RAW_BUCKET"), contract: contractHash() };
    return inParallel(days, 4, async (day) => {
      const run = dayRun(day, plan, origin);
      const files = ofDay.get(day) ?? [];
      return { run, staged: await stageDay({ region, bucket, versions }, run, plan, { files, query, at: written.at }) };
    });
  },
);

function contractHash(): string {
  return transformHash({ transform: transformSql(), zone: setting("SLUICE_ZONE"), latenessHours: latenessHours() });
}
