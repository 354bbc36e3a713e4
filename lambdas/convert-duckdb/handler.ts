import { tmpdir } from "node:os";
import type { Run } from "../../core/commit/Run.ts";
import { convert, type RegionResult } from "../../jobs/duckdb/convert.ts";
import { contractOf } from "../shared/contractOf.ts";
import { regionsOfEnvironment } from "../shared/regions.ts";
import type { StagedRegion } from "../shared/StagedRegion.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { withRun } from "../shared/withRun.ts";

export interface ConvertInput {
  readonly run: Run;
}

export interface ConvertOutput {
  readonly near: StagedRegion;
  readonly far: StagedRegion;
  /** Records in the file, the header excluded. */
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
}

/** Converts the source object once and stages it in both regions. */
export const handler = withRun(async ({ run }: ConvertInput): Promise<ConvertOutput> => {
  const { near, far } = regionsOfEnvironment();
  const targets = [near, far].map(({ name, bucket }) => ({ region: name, bucket, s3: s3In(name) }));
  const sourceS3 = s3In(setting("AWS_REGION"));
  const { source, run: id, attempt } = run;
  const job = { contract: contractOf(run), source, run: id, attempt, targets, sourceS3, workDir: tmpdir() };
  const { regions, read, written, rejected } = await convert(job);
  return { near: staged(regions[near.name]), far: staged(regions[far.name]), read, written, rejected };
});

function staged(region: RegionResult | undefined): StagedRegion {
  const none = { manifest: "", error: "", cause: "" };
  return {
    ...none,
    ...(region ?? { status: "failed", error: "convert.no_result", cause: "The job names no such region" }),
  };
}
