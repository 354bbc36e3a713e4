import { layout } from "../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../core/commit/Manifest.ts";
import { type Verification, verification } from "../../core/commit/Verdict.ts";
import { SluiceError } from "../../core/errors.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import type { StagedRegion } from "../shared/StagedRegion.ts";

/** A staging as verify found it good. */
export interface VerifiedStaging {
  readonly manifest: Manifest;
  readonly verified: Verification;
}

/**
 * Reads the manifest that verify named, and what verify said of its files.
 * @throws SluiceError `commit.no_manifest` where it is gone or was written anew since, `commit.not_verified`
 */
export async function verifiedStaging(lake: Lake, run: string, staged: StagedRegion): Promise<VerifiedStaging> {
  const { s3, bucket } = lake;
  const key = layout.manifest(run, staged.attempt);
  const where = `s3://${bucket}/${key}`;
  const read = await readJson(s3, manifest, { bucket, key });
  if (read === undefined || read.etag !== staged.manifest) {
    const what = read === undefined ? "is gone" : "was written anew since";
    throw new SluiceError("commit.no_manifest", `The verified manifest ${what}`, { where, mend: "retry the run" });
  }
  const found = await readJson(s3, verification, { bucket, key: layout.verified(run, staged.attempt) });
  if (found?.value.manifest !== staged.manifest) {
    throw new SluiceError("commit.not_verified", "Nothing says that the manifest's files are good", {
      where,
      mend: "retry the run, which verifies it",
    });
  }
  return { manifest: read.value, verified: found.value };
}
