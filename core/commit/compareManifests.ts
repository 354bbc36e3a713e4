import { SluiceError } from "../errors.ts";
import type { Manifest } from "./Manifest.ts";
import { stagingDifference } from "./stagingDifference.ts";

/**
 * Requires that the regions staged the same: counts, and each file's place, rows and checksum.
 * @throws SluiceError `verify.regions_differ` naming the first difference.
 */
export function compareManifests([first, ...others]: readonly Manifest[]): void {
  for (const other of others) {
    const difference = first && stagingDifference(first, other);
    if (difference === undefined) continue;
    throw new SluiceError("verify.regions_differ", `${first?.region} and ${other.region} were staged differently`, {
      where: difference,
      mend: "retry the run, which stages both anew",
    });
  }
}
