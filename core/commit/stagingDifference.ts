import type { Manifest } from "./Manifest.ts";

/** The first thing in which two regions were staged differently, files by place, rows and checksum; or undefined. */
export function stagingDifference(one: Manifest, other: Manifest): string | undefined {
  const [facts, others] = [factsOf(one), factsOf(other)];
  const [longer, shorter] = facts.length < others.length ? [others, facts] : [facts, others];
  return longer.find((fact, index) => fact !== shorter[index]);
}

function factsOf({ read, written, rejected, contract, added, files }: Manifest): string[] {
  const counts = JSON.stringify({ contract, read, written, rejected, added });
  return [
    counts,
    ...files.map(({ place, rows, bytes, sha256 }) => JSON.stringify({ place, rows, bytes, sha256 })).sort(),
  ];
}
