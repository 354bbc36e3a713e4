import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkCounts } from "../../core/commit/checkCounts.ts";
import { compareManifests } from "../../core/commit/compareManifests.ts";
import type { Run } from "../../core/commit/Run.ts";
import type { RejectLimit } from "../../core/contract/Contract.ts";
import { evolvedContract } from "../../core/contract/evolvedContract.ts";
import { SluiceError } from "../../core/errors.ts";
import type { ConvertOutput } from "../shared/ConvertStep.ts";
import { contractOf } from "../shared/contractOf.ts";
import { duckdbVersion } from "../shared/duckdbVersion.ts";
import type { RegionRole } from "../shared/regions.ts";
import type { StagedRegion } from "../shared/StagedRegion.ts";
import { withRun } from "../shared/withRun.ts";
import { checkContent } from "./checkContent.ts";
import { RegionFailures } from "./RegionFailures.ts";
import { type CheckFiles, readBack } from "./readBack.ts";
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

/** With the ETags of its files as they were read. */
interface ReadBack extends Staged {
  readonly etags: readonly string[];
}

/**
 * Verifies what convert staged: that the regions agree, that no record is lost and not too many are rejected, and that
 * each staged file, read back, has its checksum and is what the contract says. What an earlier attempt verified is not
 * read back again. A region that was not staged is passed on as it came, one whose services fail as failed.
 *
 * Reading back is what bounds a run's size, by the 900 s that a function has: every region's files come over the network
 * once. The disk is no bound, as it holds a gibibyte of each region's files at a time, or one file.
 */
export const handler = withRun(async ({ run, converted }: VerifyInput): Promise<VerifyOutput> => {
  const contract = contractOf(run);
  const failures = new RegionFailures();
  const staged = await stagedRegions(run, converted, failures);
  await refusing(staged, () => checkManifests(run.replay ? undefined : contract.rejects, staged));
  const verified = await failures.each(staged, async (each) => ({ ...each, done: await isVerified(each) }));
  const undone = verified.filter(({ done }) => !done);
  const evolved = evolvedContract(contract, staged[0]?.manifest.value.added ?? []);
  const folder = await mkdtemp(join(tmpdir(), "verify-"));
  try {
    const checkFiles: CheckFiles = (files, local) => refusing(staged, () => checkContent(evolved, files, local));
    const check = undone.length === verified.length ? checkFiles : undefined;
    const read = await readRegions(undone, failures, folder, check);
    const versions = { duckdb: await duckdbVersion(), node: process.version };
    await failures.each(read, (each) => leaveVerified(each, each.etags, versions));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return outputOf(run, converted, staged, failures);
});

async function checkManifests(limit: RejectLimit | undefined, staged: readonly Staged[]): Promise<void> {
  const manifests = staged.map(({ manifest }) => manifest.value);
  compareManifests(manifests);
  for (const each of manifests) checkCounts(each, limit);
}

/**
 * Reads the regions back, at once, and checks the content of the first that can be read: regions' files are the same,
 * checksum by checksum, so that this is the content of all of them.
 */
async function readRegions(
  staged: readonly Staged[],
  failures: RegionFailures,
  folder: string,
  check: CheckFiles | undefined,
): Promise<ReadBack[]> {
  const read = await failures.each(staged, async (each) => {
    const files = () => readBack(each, folder, each === staged[0] ? check : undefined);
    return { ...each, etags: await refusing([each], files) };
  });
  const isChecked = read[0]?.role === staged[0]?.role;
  return isChecked || check === undefined || read.length === 0 ? read : readRegions(read, failures, folder, check);
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
