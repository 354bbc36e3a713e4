import { layout } from "../../core/commit/layout.ts";
import { manifest } from "../../core/commit/Manifest.ts";
import type { Run } from "../../core/commit/Run.ts";
import { SluiceError } from "../../core/errors.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import type { ConvertOutput } from "../shared/ConvertStep.ts";
import { regionsOfEnvironment } from "../shared/regions.ts";
import { s3In } from "../shared/s3In.ts";
import type { RegionFailures } from "./RegionFailures.ts";
import type { Staged } from "./Staged.ts";

/**
 * The manifests of the regions that convert staged, each of the attempt that convert names.
 * @throws SluiceError `verify.no_manifest`
 */
export function stagedRegions(run: Run, converted: ConvertOutput, failures: RegionFailures): Promise<Staged[]> {
  return failures.each(stagedLakes(converted), async ({ role, name: region, bucket, attempt }) => {
    const key = layout.manifest(run.run, attempt);
    const read = await readJson(s3In(region), manifest, { bucket, key });
    if (read) return { role, region, bucket, manifest: read };
    throw new SluiceError("verify.no_manifest", "There is no manifest", {
      where: `s3://${bucket}/${key}`,
      mend: "run the convert step first",
    });
  });
}

function stagedLakes(converted: ConvertOutput) {
  const regions = regionsOfEnvironment();
  return (["near", "far"] as const).flatMap((role) => {
    const lake = regions[role];
    const { status, attempt } = converted[role];
    return lake !== undefined && status === "staged" ? [{ role, attempt, ...lake }] : [];
  });
}
