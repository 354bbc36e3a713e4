import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { checkCounts } from "../../core/commit/checkCounts.ts";
import { compareManifests } from "../../core/commit/compareManifests.ts";
import { layout } from "../../core/commit/layout.ts";
import { type Manifest, manifest } from "../../core/commit/Manifest.ts";
import type { Run } from "../../core/commit/Run.ts";
import { SluiceError } from "../../core/errors.ts";
import type { ConvertOutput } from "../shared/ConvertStep.ts";
import { contractOf } from "../shared/contractOf.ts";
import { type Read, readJson } from "../shared/readJson.ts";
import { type RegionRole, regionsOfEnvironment } from "../shared/regions.ts";
import type { StagedRegion } from "../shared/StagedRegion.ts";
import { s3In } from "../shared/s3In.ts";
import { withRun } from "../shared/withRun.ts";
import { checkContent } from "./checkContent.ts";
import { fetchFiles } from "./fetchFiles.ts";

export interface VerifyInput {
  readonly run: Run;
  readonly converted: ConvertOutput;
}

/** The regions as convert left them; a staged one now names its manifest. */
export interface VerifyOutput {
  readonly near: StagedRegion;
  readonly far: StagedRegion;
}

interface Staged {
  readonly role: RegionRole;
  readonly region: string;
  readonly bucket: string;
  readonly manifest: Read<Manifest>;
}

/**
 * Verifies what convert staged: that the regions agree, that no record is lost and not too many are rejected, and that
 * each staged file, read back, has its checksum and is what the contract says. A region that was not staged is passed on
 * as it came.
 */
export const handler = withRun(async ({ run, converted }: VerifyInput): Promise<VerifyOutput> => {
  const contract = contractOf(run);
  const staged = await stagedRegions(run, converted);
  const manifests = staged.map((region) => region.manifest.value);
  compareManifests(manifests);
  for (const each of manifests) checkCounts(each, contract.rejects);
  const folder = await mkdtemp(join(tmpdir(), "verify-"));
  try {
    const local = await Promise.all(
      staged.map(({ region, bucket, manifest: read }) =>
        fetchFiles({ s3: unchecked(region), bucket, folder: join(folder, region) }, read.value),
      ),
    );
    // The regions' files are the same, checksum by checksum: reading those of one back is reading all of them.
    if (manifests[0] && local[0]) await checkContent(contract, manifests[0], local[0]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const etags = Object.fromEntries(staged.map(({ role, manifest: read }) => [role, read.etag]));
  return {
    near: { ...converted.near, manifest: etags.near ?? "" },
    far: { ...converted.far, manifest: etags.far ?? "" },
  };
});

async function stagedRegions(run: Run, converted: ConvertOutput): Promise<Staged[]> {
  const lakes = stagedLakes(converted);
  if (lakes.length === 0) {
    const causes = [converted.near, converted.far].flatMap(({ status, cause }) => (status === "failed" ? [cause] : []));
    throw new SluiceError("convert.no_region_staged", causes.join("; "), {
      where: run.run,
      mend: "retry the run once the buckets can be written",
    });
  }
  return Promise.all(
    lakes.map(async ({ role, name: region, bucket }) => {
      const key = layout.manifest(run.run, run.attempt);
      const read = await readJson(s3In(region), manifest, { bucket, key });
      if (read) return { role, region, bucket, manifest: read };
      throw new SluiceError("verify.no_manifest", "There is no manifest", {
        where: `s3://${bucket}/${key}`,
        mend: "run the convert step first",
      });
    }),
  );
}

function stagedLakes(converted: ConvertOutput) {
  const regions = regionsOfEnvironment();
  return (["near", "far"] as const).flatMap((role) => {
    const lake = regions[role];
    return lake !== undefined && converted[role].status === "staged" ? [{ role, ...lake }] : [];
  });
}

/** A client that leaves checksums to `fetchFiles`, whose error names the object and the mend. */
function unchecked(region: string): S3Client {
  return new S3Client({ region, responseChecksumValidation: "WHEN_REQUIRED" });
}
