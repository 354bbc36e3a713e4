import { layout } from "../../core/commit/layout.ts";
import type { Manifest } from "../../core/commit/Manifest.ts";
import type { Run } from "../../core/commit/Run.ts";
import type { Verification } from "../../core/commit/Verdict.ts";
import { putJson } from "../../jobs/s3/putJson.ts";
import type { PlanIdentity } from "../../jobs/traffic/PlanIdentity.ts";
import { deployedCode } from "../shared/deployedCode.ts";
import type { StagedRegion } from "../shared/StagedRegion.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { leaveVerified } from "../verify/verdicts.ts";
import type { ReadWrittenFile } from "./readFiles.ts";

/** What a statement wrote of one day. */
export interface DayFiles {
  readonly files: readonly ReadWrittenFile[];
  /** QueryExecutionId */
  readonly query: string;
  /** When it had been written, ISO 8601. */
  readonly at: string;
}

/** Where a day is staged, and by what its files were read. */
export interface DayLake {
  readonly region: string;
  readonly bucket: string;
  readonly versions: Verification["versions"];
}

/**
 * Stages a day as convert and verify leave a run: a manifest that names its files where Athena wrote them, and beside it
 * that they were read. A repeated call writes the same manifest, byte by byte.
 */
export async function stageDay(
  { region, bucket, versions }: DayLake,
  run: Run,
  plan: PlanIdentity,
  written: DayFiles,
): Promise<StagedRegion> {
  const lake = { s3: s3In(region), bucket };
  const value = manifestOf(run, region, plan, written);
  const etag = await putJson(lake, layout.manifest(run.run, run.attempt), value);
  const etags = written.files.map(({ etag }) => etag);
  await leaveVerified({ role: "near", region, bucket, manifest: { value, etag } }, etags, versions);
  return { status: "staged", attempt: run.attempt, origin: "converted", manifest: etag, error: "", cause: "" };
}

function manifestOf(run: Run, region: string, plan: PlanIdentity, { files, query, at }: DayFiles): Manifest {
  const rows = files.reduce((sum, { file }) => sum + file.rows, 0);
  return {
    ...{ run: run.run, attempt: run.attempt, region, contract: run.contract },
    engine: { ...engineOf(setting("SLUICE_ENGINE")), code: deployedCode() },
    source: { etag: query, bytes: 0, lastModified: plan.startedAt },
    ...{ startedAt: plan.startedAt, endedAt: at, filled: null },
    ...{ read: rows, written: rows, rejected: 0, reasons: {}, duplicateKeys: 0, added: [] },
    files: files.map(({ file }) => file),
  };
}

function engineOf(name: string): Pick<Manifest["engine"], "name" | "versions"> {
  return name === "spark" ? { name, versions: { glue: "5.1" } } : { name: "athena", versions: { athena: "3" } };
}
