import type { Run } from "../../../../core/commit/Run.ts";
import { runId } from "../../../../core/commit/runId.ts";
import type { RegionLake } from "../../../../jobs/lineage/lineageOf.ts";
import { landingBucket } from "../../shared/runningLakes.ts";
import { type StagedRunOptions, type StagedVersion, stagedRun } from "./stagedRun.ts";

export type { StagedVersion } from "./stagedRun.ts";

export interface VersionOptions extends StagedRunOptions {
  readonly key: string;
  /** Hexadecimal. */
  readonly sequencer: string;
  readonly attempt?: number;
}

/** A version of an object, staged and verified in a lake. */
export async function stagedVersion(lake: RegionLake, options: VersionOptions): Promise<StagedVersion> {
  const { key, sequencer, attempt = 0 } = options;
  const identity = { dataset: "things", bucket: landingBucket, key, versionId: `v-${sequencer}`, contract: "c" };
  const run: Run = {
    run: runId(identity),
    attempt,
    dataset: "things",
    contract: "c",
    source: { bucket: landingBucket, key, versionId: identity.versionId, size: 1, sequencer },
    engine: "inline",
    catalog: "register",
  };
  return await stagedRun(lake, run, options);
}
