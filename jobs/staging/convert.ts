import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Manifest } from "../../core/commit/Manifest.ts";
import type { SourceObject } from "../../core/commit/Run.ts";
import { runId } from "../../core/commit/runId.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import type { ConvertFile } from "./ConvertFile.ts";
import { finishedManifests } from "./finishedManifests.ts";
import type { Source } from "./Source.ts";
import { type Attempt, stage, type Target } from "./stage.ts";

export interface ConvertJob extends Attempt {
  readonly contract: Contract;
  readonly source: SourceObject;
  /** Where the files are staged; all of them from one conversion. */
  readonly targets: readonly Target[];
  /** Client for the source's bucket. */
  readonly sourceS3: S3Client;
  /** Folder in which the job makes a folder of its own, and removes it at the end. */
  readonly workDir: string;
}

/** How staging in one region ended; error and cause are an error's name and message. */
export type RegionResult =
  | { readonly status: "staged" }
  | { readonly status: "failed"; readonly error: string; readonly cause: string };

/** What a conversion did: the manifest's counts, and each region's result. */
export interface ConvertResult extends Pick<Manifest, "read" | "written" | "rejected" | "reasons" | "duplicateKeys"> {
  readonly regions: Readonly<Record<string, RegionResult>>;
}

/**
 * Converts one version of one CSV object to Parquet and stages it in every target, each region's manifest last. A target
 * that fails does not hold back the others. An attempt whose manifests are all there is not done again.
 *
 * @param convertFile the engine
 * @throws SluiceError `convert.contract_changed` where the run was started under another contract, `file.*` where the
 * header does not fit, `convert.lost_rows`; and S3's own errors where the source cannot be read.
 */
export async function convert(job: ConvertJob, convertFile: ConvertFile): Promise<ConvertResult> {
  checkContract(job);
  const finished = await finishedManifests(job, job.targets);
  if (finished !== undefined) return resultOf(finished, stagedIn(job.targets));

  const folder = await mkdtemp(join(job.workDir, "convert-"));
  try {
    const lineage = { source: job.source.key, run: job.run };
    const converted = await convertFile({ contract: job.contract, source: sourceOf(job), lineage, folder });
    const staged = await Promise.allSettled(
      job.targets.map((target) => stage(job, job.contract.hash, target, converted)),
    );
    const regions = job.targets.map(({ region }, index) => [region, regionResult(staged[index])] as const);
    return resultOf(converted, Object.fromEntries(regions));
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

function sourceOf({ sourceS3, source: { bucket, key, versionId } }: ConvertJob): Source {
  return async () => {
    const { Body } = await sourceS3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    if (Body !== undefined) return Body as unknown as AsyncIterable<Uint8Array>;
    throw new SluiceError("convert.no_source", "S3 answered without a body", { where: `s3://${bucket}/${key}` });
  };
}

function stagedIn(targets: readonly Target[]): Record<string, RegionResult> {
  return Object.fromEntries(targets.map(({ region }) => [region, { status: "staged" as const }]));
}

function regionResult(settled: PromiseSettledResult<void> | undefined): RegionResult {
  if (settled?.status !== "rejected") return { status: "staged" };
  const { reason } = settled;
  const [error, cause] = reason instanceof Error ? [reason.name, reason.message] : ["Error", String(reason)];
  return { status: "failed", error, cause };
}

function resultOf(
  { read, written, rejected, reasons, duplicateKeys }: Omit<ConvertResult, "regions">,
  regions: ConvertResult["regions"],
): ConvertResult {
  return { regions, read, written, rejected, reasons, duplicateKeys };
}
