import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { EngineFacts, Manifest } from "../../core/commit/Manifest.ts";
import type { SourceObject } from "../../core/commit/Run.ts";
import { runId } from "../../core/commit/runId.ts";
import { stagingCandidates } from "../../core/commit/stagingCandidates.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import type { ConvertFile } from "./ConvertFile.ts";
import { fillRegions } from "./fillRegions.ts";
import { findStagings, type Staging } from "./findStagings.ts";
import { openSource } from "./openSource.ts";
import { type Attempt, stage, type Target } from "./stage.ts";

export interface ConvertJob extends Attempt {
  readonly contract: Contract;
  readonly source: SourceObject;
  /** What the engine is, for the manifests. */
  readonly engine: EngineFacts;
  /** Where the files are staged; all of them from one conversion. */
  readonly targets: readonly Target[];
  /** Client for the source's bucket. */
  readonly sourceS3: S3Client;
  /** Folder in which the job makes a folder of its own, and removes it at the end. */
  readonly workDir: string;
}

/** How a region came to what is staged there: by this conversion, as it was found, or from another region's files. */
export type StagingOrigin = "converted" | "reused" | "filled";

/** How staging in one region ended; error and cause are an error's name and message. */
export type RegionResult =
  | { readonly status: "staged"; readonly attempt: number; readonly origin: StagingOrigin }
  | { readonly status: "failed"; readonly error: string; readonly cause: string };

/** What a conversion did: the manifest's counts, and each region's result. */
export interface ConvertResult extends Pick<Manifest, "read" | "written" | "rejected" | "reasons" | "duplicateKeys"> {
  readonly regions: Readonly<Record<string, RegionResult>>;
}

/**
 * Sees that one version of one CSV object is staged as Parquet in every target. What this attempt or an earlier one
 * finished to stage is used, and copied to where it is missing; only where there is nothing whole is the source
 * converted, under this attempt. A target that fails does not hold back the others.
 *
 * @param convertFile the engine
 * @throws SluiceError `convert.contract_changed` where the run was started under another contract, `file.*` where the
 * header does not fit, `convert.lost_rows`; and S3's own errors where the source cannot be read.
 */
export async function convert(job: ConvertJob, convertFile: ConvertFile): Promise<ConvertResult> {
  checkContract(job);
  const folder = await mkdtemp(join(job.workDir, "convert-"));
  try {
    return (await resume(job, folder)) ?? (await convertAnew(job, convertFile, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function checkContract({ contract, run, source: { bucket, key, versionId } }: ConvertJob): void {
  const expected = runId({ dataset: contract.name, bucket, key, versionId, contract: contract.hash });
  if (run === expected) return;
  throw new SluiceError("convert.contract_changed", `Run ${run} is not of this object under this contract`, {
    where: contract.name,
    mend: `start it anew as ${expected}`,
  });
}

/** Undefined where no earlier attempt left anything that can be used. */
async function resume(job: ConvertJob, folder: string): Promise<ConvertResult | undefined> {
  const found = await findStagings(job, job.contract.hash, job.targets);
  for (const owners of stagingCandidates(found)) {
    const result = await complete(job, owners, join(folder, "fill"));
    if (result !== undefined) return result;
    await rm(join(folder, "fill"), { recursive: true, force: true });
  }
  return undefined;
}

/** Stages what some targets have in the others, too; undefined where it cannot be read whole. */
async function complete(
  { targets }: ConvertJob,
  owners: readonly Staging[],
  folder: string,
): Promise<ConvertResult | undefined> {
  const [first] = owners;
  const lacking = targets.filter((target) => owners.every((owner) => owner.target !== target));
  const filled = lacking.length === 0 ? [] : await fillRegions(owners, lacking, folder);
  if (first === undefined || filled === undefined) return undefined;
  const { attempt } = first.manifest;
  return resultOf(first.manifest, [
    ...owners.map(({ target }) => [target.region, { status: "staged", attempt, origin: "reused" }] as const),
    ...lacking.map(({ region }, index) => [region, regionResult(filled[index], attempt, "filled")] as const),
  ]);
}

async function convertAnew(job: ConvertJob, convertFile: ConvertFile, folder: string): Promise<ConvertResult> {
  const { run, attempt, contract, engine, targets } = job;
  const { source, facts } = openSource(job.sourceS3, job.source);
  const startedAt = new Date().toISOString();
  const lineage = { source: job.source.key, run };
  const { files, reasons, ...counts } = await convertFile({ contract, source, lineage, folder });
  const times = { startedAt, endedAt: new Date().toISOString(), filled: null };
  const counted = { ...counts, reasons: { ...reasons } };
  const staging = { run, attempt, contract: contract.hash, engine, source: facts(), ...times, ...counted };
  const staged = await Promise.allSettled(targets.map((target) => stage(staging, target, files)));
  return resultOf(
    counted,
    targets.map(({ region }, index) => [region, regionResult(staged[index], attempt, "converted")] as const),
  );
}

function regionResult(
  settled: PromiseSettledResult<void> | undefined,
  attempt: number,
  origin: StagingOrigin,
): RegionResult {
  if (settled?.status !== "rejected") return { status: "staged", attempt, origin };
  const { reason } = settled;
  const [error, cause] = reason instanceof Error ? [reason.name, reason.message] : ["Error", String(reason)];
  return { status: "failed", error, cause };
}

function resultOf(
  { read, written, rejected, reasons, duplicateKeys }: Omit<ConvertResult, "regions">,
  regions: readonly (readonly [region: string, result: RegionResult])[],
): ConvertResult {
  return { regions: Object.fromEntries(regions), read, written, rejected, reasons, duplicateKeys };
}
