import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { stagingCandidates } from "../../core/commit/stagingCandidates.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { type ConvertResult, convertResult, regionResult } from "./ConvertResult.ts";
import { fillRegions } from "./fillRegions.ts";
import { findStagings, type Staging } from "./findStagings.ts";
import type { Attempt, Target } from "./stage.ts";

export interface ResumeJob extends Attempt {
  readonly contract: Contract;
  /** Where the files are to be staged. */
  readonly targets: readonly Target[];
  /** Folder in which the job makes a folder of its own, and removes it at the end. */
  readonly workDir: string;
}

/**
 * Uses what this attempt or an earlier one finished to stage, and copies it to the targets that lack it, by way of the
 * local disk. A target that fails does not hold back the others.
 * @returns undefined where nothing is staged that is whole
 */
export async function resume(job: ResumeJob): Promise<ConvertResult | undefined> {
  const found = await findStagings(job, job.contract.hash, job.targets);
  for (const owners of stagingCandidates(found)) {
    const result = await complete(job, owners);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** Stages what some targets have in the others, too; undefined where it cannot be read whole. */
async function complete(
  { targets, workDir }: ResumeJob,
  owners: readonly Staging[],
): Promise<ConvertResult | undefined> {
  const [first] = owners;
  const lacking = targets.filter((target) => owners.every((owner) => owner.target !== target));
  const filled = lacking.length === 0 ? [] : await fill(owners, lacking, workDir);
  if (first === undefined || filled === undefined) return undefined;
  const { attempt } = first.manifest;
  return convertResult(first.manifest, [
    ...owners.map(({ target }) => [target.region, { status: "staged", attempt, origin: "reused" }] as const),
    ...lacking.map(({ region }, index) => [region, regionResult(filled[index], attempt, "filled")] as const),
  ]);
}

async function fill(owners: readonly Staging[], lacking: readonly Target[], workDir: string) {
  const folder = await mkdtemp(join(workDir, "fill-"));
  try {
    return await fillRegions(owners, lacking, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
