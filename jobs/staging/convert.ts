import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { EngineFacts } from "../../core/commit/Manifest.ts";
import type { Run, SourceObject } from "../../core/commit/Run.ts";
import { rowsRun } from "../../core/commit/rowsRun.ts";
import { runIdOf } from "../../core/commit/runIdOf.ts";
import { SluiceError } from "../../core/errors.ts";
import type { ConvertFile } from "./ConvertFile.ts";
import { type ConvertResult, convertResult, regionResult } from "./ConvertResult.ts";
import { diskFull } from "./diskFull.ts";
import { openSource } from "./openSource.ts";
import { type ResumeJob, resume } from "./resume.ts";
import { stage } from "./stage.ts";

export interface ConvertJob extends ResumeJob {
  readonly source: SourceObject;
  /** Of a replay: what it corrects, whose file is read instead of the source. */
  readonly replay?: Run["replay"];
  /** What the engine is, for the manifests. */
  readonly engine: EngineFacts;
  /** Client for the source's bucket. */
  readonly sourceS3: S3Client;
}

/**
 * Sees that one version of one CSV object is staged as Parquet in every target. What this attempt or an earlier one
 * finished to stage is used, and copied to where it is missing; only where there is nothing whole is the source
 * converted, under this attempt. A target that fails does not hold back the others.
 *
 * @param convertFile the engine
 * @throws SluiceError `convert.contract_changed` where the run was started under another contract, `file.*` where the
 * header does not fit, `convert.lost_rows`, `convert.disk_full`; and S3's own errors where the source cannot be read.
 */
export async function convert(job: ConvertJob, convertFile: ConvertFile): Promise<ConvertResult> {
  checkContract(job);
  return (await resume(job)) ?? (await convertAnew(job, convertFile));
}

function checkContract({ contract, run, source, replay }: ConvertJob): void {
  const expected = runIdOf({ dataset: contract.name, source, replay }, contract.hash);
  if (run === expected) return;
  throw new SluiceError("convert.contract_changed", `Run ${run} is not of this object under this contract`, {
    where: contract.name,
    mend: `start it anew as ${expected}`,
  });
}

async function convertAnew(job: ConvertJob, convertFile: ConvertFile): Promise<ConvertResult> {
  const folder = await mkdtemp(join(job.workDir, "convert-"));
  try {
    return await convertIn(folder, job, convertFile);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function convertIn(folder: string, job: ConvertJob, convertFile: ConvertFile): Promise<ConvertResult> {
  const { run, attempt, contract, engine, targets } = job;
  const { source, facts } = openSource(job.sourceS3, job.replay?.file ?? job.source);
  const startedAt = new Date().toISOString();
  const lineage = { source: job.source.key, run: rowsRun(job) };
  const { files, reasons, added, ...counts } = await convertFile({
    contract,
    source,
    lineage,
    folder,
  }).catch((cause: unknown) => {
    throw diskFull(cause, contract.name) ?? cause;
  });
  const times = { startedAt, endedAt: new Date().toISOString(), filled: null };
  const counted = { ...counts, added: [...added], reasons: { ...reasons } };
  const staging = { run, attempt, contract: contract.hash, engine, source: facts(), ...times, ...counted };
  const staged = await Promise.allSettled(targets.map((target) => stage(staging, target, files)));
  return convertResult(
    counted,
    targets.map(({ region }, index) => [region, regionResult(staged[index], attempt, "converted")] as const),
  );
}
