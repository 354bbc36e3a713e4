import type { Run } from "../../core/commit/Run.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import type { StagedRegion } from "../shared/StagedRegion.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { withRun } from "../shared/withRun.ts";
import { finish, type Outcome } from "./finish.ts";
import { type CommitStatus, publish } from "./publish.ts";
import { type RefreshStatement, refreshStatements } from "./refreshStatements.ts";
import { type VerifiedStaging, verifiedStaging } from "./verifiedStaging.ts";

/** Asks to publish what verify found good in the region. */
export interface CommitInput {
  readonly run: Run;
  /** Names the manifest that verify read: no other content is published. */
  readonly staged: StagedRegion;
  readonly finish?: false;
}

/** Says that catalog and warehouse are done with what was published. */
export interface FinishInput {
  readonly run: Run;
  readonly staged: StagedRegion;
  readonly finish: true;
}

export interface CommitResult {
  readonly status: CommitStatus;
  /** Whether an earlier attempt finished the region: then there is nothing left to do. */
  readonly done: boolean;
  readonly files: number;
  readonly written: number;
  readonly rejected: number;
  /** The dataset's own SQL, to be run in the region's warehouse; empty where the region has none, or where it is done. */
  readonly refresh: readonly RefreshStatement[];
}

export interface FinishResult {
  readonly status: Outcome;
}

/** Publishes, in the region that it runs in, the files of the manifest that verify named; or ends the run there. */
export const handler = withRun(async (input: CommitInput | FinishInput): Promise<CommitResult | FinishResult> => {
  const { run, staged } = input;
  const lake = { s3: s3In(setting("AWS_REGION")), bucket: setting("SLUICE_LAKE") };
  const staging = await verifiedStaging(lake, run.run, staged);
  return input.finish ? { status: await finish(lake, run, staging) } : commit(lake, run, staging);
});

async function commit(lake: Lake, run: Run, staging: VerifiedStaging): Promise<CommitResult> {
  const { status, done } = await publish(lake, run, staging);
  const { files, written, rejected } = staging.manifest;
  return { status, done, files: files.length, written, rejected, refresh: done ? [] : refreshOf(run) };
}

function refreshOf(run: Run): RefreshStatement[] {
  const { SLUICE_WORKGROUP: workgroup, SLUICE_WAREHOUSE_DATABASE: database } = process.env;
  return workgroup && database ? refreshStatements(run, { workgroup, database }) : [];
}
