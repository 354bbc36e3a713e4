import type { Replay } from "../../../../core/commit/Replay.ts";
import { replayId } from "../../../../core/commit/replayId.ts";
import type { RegionLake } from "../../../../jobs/lineage/lineageOf.ts";
import { type StagedRunOptions, type StagedVersion, stagedRun } from "./stagedRun.ts";

export interface ReplayOptions extends StagedRunOptions {
  readonly of: StagedVersion;
  /** The replays before it. */
  readonly onto?: readonly StagedVersion[];
  /** What tells its file from others. */
  readonly sha256: string;
}

/** A replay of a version's rejects, staged and verified in a lake. */
export async function stagedReplay(lake: RegionLake, options: ReplayOptions): Promise<StagedVersion> {
  const { of, onto = [], sha256 } = options;
  const replay: Replay = {
    of: { run: of.run.run, attempt: of.run.attempt },
    onto: onto.map(({ run }) => run.run),
    file: { bucket: "landing", key: `_replays/things/${sha256}.csv`, versionId: "v", size: 1 },
    sha256,
  };
  const run = replayId({ dataset: "things", contract: "c", ...replay });
  return await stagedRun(lake, { ...of.run, run, attempt: 0, engine: "duckdb", replay }, options);
}
