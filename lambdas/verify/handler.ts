import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { checkCounts } from "../../core/commit/checkCounts.ts";
import { compareManifests } from "../../core/commit/compareManifests.ts";
import type { Run } from "../../core/commit/Run.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { SluiceError } from "../../core/errors.ts";
import { type FetchedFile, fetchFiles } from "../../jobs/staging/fetchFiles.ts";
import type { ConvertOutput } from "../shared/ConvertStep.ts";
import { contractOf } from "../shared/contractOf.ts";
import { duckdbVersion } from "../shared/duckdbVersion.ts";
import type { RegionRole } from "../shared/regions.ts";
import type { StagedRegion } from "../shared/StagedRegion.ts";
import { withRun } from "../shared/withRun.ts";
import { checkContent } from "./checkContent.ts";
import { RegionFailures } from "./RegionFailures.ts";
import { refusing } from "./refusing.ts";
import type { Staged } from "./Staged.ts";
import { stagedRegions } from "./stagedRegions.ts";
import { isVerified, leaveVerified } from "./verdicts.ts";

export interface VerifyInput {
  readonly run: Run;
  readonly converted: ConvertOutput;
}

/** The regions as convert left them; a staged one now names its manifest. */
export interface VerifyOutput {
  readonly near: StagedRegion;
  readonly far: StagedRegion;
}

/** With its files on the local disk. */
interface Fetched extends Staged {
  readonly files: readonly FetchedFile[];
}

/**
 * Verifies what convert staged: that the regions agree, that no record is lost and not too many are rejected, and that
 * each staged file, read back, has its checksum and is what the contract says. What an earlier attempt verified is not
 * read back again. A region that was not staged is passed on as it came, one whose services fail as failed.
 */
export const handler = withRun(async ({ run, converted }: VerifyInput): Promise<VerifyOutput> => {
  const contract = contractOf(run);
  const failures = new RegionFailures();
  const staged = await stagedRegions(run, converted, failures);
  await refusing(staged, () => checkManifests(contract, staged));
  const verified = await failures.each(staged, async (each) => ({ ...each, done: await isVerified(each) }));
  const undone = verified.filter(({ done }) => !done);
  const folder = await mkdtemp(join(tmpdir(), "verify-"));
  try {
    const fetched = await failures.each(undone, (each) => refusing([each], () => fetchRegion(each, folder)));
    // Regions' files are the same, checksum by checksum: reading those of one back is reading all of them.
    if (undone.length === verified.length) await refusing(staged, () => checkFirst(contract, fetched));
    const versions = { duckdb: await duckdbVersion(), node: process.version };
    await failures.each(fetched, (each) => leaveVerified(each, each.files, versions));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return outputOf(run, converted, staged, failures);
});

async function checkManifests(contract: Contract, staged: readonly Staged[]): Promise<void> {
  const manifests = staged.map(({ manifest }) => manifest.value);
  compareManifests(manifests);
  for (const each of manifests) checkCounts(each, contract.rejects);
}

async function fetchRegion(staged: Staged, folder: string): Promise<Fetched> {
  const { region, bucket, manifest } = staged;
  const files = await fetchFiles({ s3: unchecked(region), bucket }, manifest.value, join(folder, region));
  return { ...staged, files };
}

async function checkFirst(contract: Contract, [first]: readonly Fetched[]): Promise<void> {
  if (first) await checkContent(contract, first.manifest.value, first.files);
}

function outputOf(
  run: Run,
  converted: ConvertOutput,
  staged: readonly Staged[],
  failures: RegionFailures,
): VerifyOutput {
  const regionOf = (role: RegionRole): StagedRegion => {
    const error = failures.of(role);
    if (error) return { ...converted[role], status: "failed", origin: "none", error: error.name, cause: error.message };
    return { ...converted[role], manifest: staged.find((each) => each.role === role)?.manifest.etag ?? "" };
  };
  const output = { near: regionOf("near"), far: regionOf("far") };
  if (output.near.status === "staged" || output.far.status === "staged") return output;
  const causes = [output.near, output.far].flatMap(({ status, cause }) => (status === "failed" ? [cause] : []));
  throw new SluiceError("convert.no_region_staged", causes.join("; "), {
    where: run.run,
    mend: "retry the run once the buckets can be written",
  });
}

/** A client that leaves checksums to `fetchFiles`, whose error names the object and the mend. */
function unchecked(region: string): S3Client {
  return new S3Client({ region, responseChecksumValidation: "WHEN_REQUIRED" });
}
