import { tmpdir } from "node:os";
import type { Run } from "../../core/commit/Run.ts";
import type { ConvertResult, RegionResult } from "../../jobs/staging/ConvertResult.ts";
import type { ResumeJob } from "../../jobs/staging/resume.ts";
import type { ConvertOutput } from "./ConvertStep.ts";
import { contractOf } from "./contractOf.ts";
import { regionsOfEnvironment } from "./regions.ts";
import type { StagedRegion } from "./StagedRegion.ts";
import { s3In } from "./s3In.ts";

/** Where a run is staged in this stack, and what the step says of it to the next one. */
export interface StagingOfRun {
  readonly job: ResumeJob;
  output(result: ConvertResult): ConvertOutput;
}

/**
 * The staging of a run, by the environment variable SLUICE_REGIONS.
 * @throws SluiceError `run.unknown_dataset` or `run.contract_changed`
 */
export function stagingOf(run: Run): StagingOfRun {
  const { near, far } = regionsOfEnvironment();
  const all = far === undefined ? [near] : [near, far];
  const targets = all.map(({ name: region, bucket }) => ({ region, bucket, s3: s3In(region) }));
  return {
    job: { contract: contractOf(run), run: run.run, attempt: run.attempt, workDir: tmpdir(), targets },
    output: ({ regions, read, written, rejected }) => {
      const staged = (region: typeof far) => stagedRegion(run.attempt, region, regions);
      return { near: staged(near), far: staged(far), read, written, rejected };
    },
  };
}

function stagedRegion(
  attempt: number,
  region: { readonly name: string } | undefined,
  results: Readonly<Record<string, RegionResult>>,
): StagedRegion {
  const nothing = { attempt, origin: "none", manifest: "", error: "", cause: "" } as const;
  if (region === undefined) return { ...nothing, status: "absent" };
  const missing = { status: "failed", error: "convert.no_result", cause: "The job names no such region" } as const;
  return { ...nothing, ...(results[region.name] ?? missing) };
}
