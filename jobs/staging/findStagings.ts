import { layout } from "../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../core/commit/Manifest.ts";
import { refusal } from "../../core/commit/Verdict.ts";
import { readJson } from "../s3/readJson.ts";
import { listAttempts } from "./listAttempts.ts";
import type { Attempt, Target } from "./stage.ts";

/** What an attempt staged in one region. */
export interface Staging {
  readonly target: Target;
  readonly manifest: Manifest;
}

/**
 * What this attempt and earlier ones at a run finished to stage in each target, under the same contract, and verify did
 * not refuse. A target that does not answer has nothing to offer.
 */
export async function findStagings(
  attempt: Attempt,
  contract: string,
  targets: readonly Target[],
): Promise<readonly Staging[]> {
  const found = await Promise.allSettled(targets.map((target) => stagingsIn(target, attempt, contract)));
  return found.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
}

async function stagingsIn(target: Target, { run, attempt }: Attempt, contract: string): Promise<Staging[]> {
  const attempts = (await listAttempts(target, run)).filter((each) => each <= attempt);
  const manifests = await Promise.all(attempts.map((each) => usableManifest(target, run, each)));
  return manifests.flatMap((each) => (each?.contract === contract ? [{ target, manifest: each }] : []));
}

/** Undefined where there is none, where it cannot be read, and where it was refused. */
async function usableManifest({ s3, bucket }: Target, run: string, attempt: number): Promise<Manifest | undefined> {
  try {
    const read = await readJson(s3, manifest, { bucket, key: layout.manifest(run, attempt) });
    const refused = read && (await readJson(s3, refusal, { bucket, key: layout.refused(run, attempt) }));
    return refused?.value.manifest === read?.etag ? undefined : read?.value;
  } catch {
    return undefined;
  }
}
