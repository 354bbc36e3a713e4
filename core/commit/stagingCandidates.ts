import type { Manifest } from "./Manifest.ts";
import { stagingDifference } from "./stagingDifference.ts";

/**
 * What earlier attempts staged, attempt by attempt, the newest first. An attempt that regions staged differently is left
 * out: nothing says which of them is right.
 */
export function stagingCandidates<S extends { readonly manifest: Manifest }>(stagings: readonly S[]): S[][] {
  const byAttempt = Map.groupBy(stagings, ({ manifest }) => manifest.attempt);
  const newestFirst = [...byAttempt].sort(([a], [b]) => b - a).map(([, group]) => group);
  return newestFirst.filter(([first, ...others]) =>
    others.every((other) => first && stagingDifference(first.manifest, other.manifest) === undefined),
  );
}
