import { SluiceError } from "../errors.ts";
import type { Manifest } from "./Manifest.ts";

/**
 * Requires that the regions staged the same: counts, and each file's place, rows and checksum.
 * @throws SluiceError `verify.regions_differ` naming the first difference.
 */
export function compareManifests(manifests: readonly Manifest[]): void {
  const [first, ...others] = manifests.map((manifest) => ({ region: manifest.region, facts: factsOf(manifest) }));
  for (const other of others) {
    const difference = first?.facts.find((fact, index) => fact !== other.facts[index]);
    if (first === undefined || (difference === undefined && first.facts.length === other.facts.length)) continue;
    throw new SluiceError("verify.regions_differ", `${first.region} and ${other.region} were staged differently`, {
      where: difference ?? "files",
      mend: "retry the run, which stages both anew",
    });
  }
}

function factsOf({ read, written, rejected, contract, files }: Manifest): string[] {
  const counts = JSON.stringify({ contract, read, written, rejected });
  return [
    counts,
    ...files.map(({ place, rows, bytes, sha256 }) => JSON.stringify({ place, rows, bytes, sha256 })).sort(),
  ];
}
