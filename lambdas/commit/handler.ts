import { layout } from "../../core/commit/layout.ts";
import { manifest } from "../../core/commit/Manifest.ts";
import type { Run } from "../../core/commit/Run.ts";
import { SluiceError } from "../../core/errors.ts";
import { readJson } from "../shared/readJson.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { withRun } from "../shared/withRun.ts";
import { type CommitStatus, publish } from "./publish.ts";
import { type RefreshStatement, refreshStatements } from "./refreshStatements.ts";

export type { RefreshStatement } from "./refreshStatements.ts";

export interface CommitInput {
  readonly run: Run;
  /** ETag of the manifest that verify read: no other content is published. */
  readonly manifest: string;
}

export interface CommitResult {
  readonly status: CommitStatus;
  readonly files: number;
  readonly written: number;
  readonly rejected: number;
  /** The dataset's own SQL, to be run in the region's warehouse; empty where the region has none. */
  readonly refresh: readonly RefreshStatement[];
}

/** Publishes, in the region that it runs in, the files of the manifest that verify named. */
export const handler = withRun(async ({ run, manifest: etag }: CommitInput): Promise<CommitResult> => {
  const s3 = s3In(setting("AWS_REGION"));
  const bucket = setting("SLUICE_LAKE");
  const key = layout.manifest(run.run, run.attempt);
  const verified = await readJson(s3, manifest, { bucket, key, ifMatch: etag });
  if (verified === undefined) {
    throw new SluiceError("commit.no_manifest", "The verified manifest is gone", {
      where: `s3://${bucket}/${key}`,
      mend: "retry the run, which stages it anew",
    });
  }
  const status = await publish({ s3, bucket }, run, verified.value);
  const { files, written, rejected } = verified.value;
  return { status, files: files.length, written, rejected, refresh: refreshOf(run) };
});

function refreshOf(run: Run): RefreshStatement[] {
  const { SLUICE_WORKGROUP: workgroup, SLUICE_WAREHOUSE_DATABASE: database } = process.env;
  return workgroup && database ? refreshStatements(run, { workgroup, database }) : [];
}
