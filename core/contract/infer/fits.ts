import type { ColumnEvidence } from "./ColumnEvidence.ts";

/**
 * Whether a column's values match a pattern, but for the odd one: for the share that a run bears by default, or a twentieth of
 * so few that a run bears any.
 */
export function fits(evidence: ColumnEvidence, pattern: string): boolean {
  const { values } = evidence;
  const most = values < 1000 ? 0.05 : 0.01;
  return values > 0 && values - matched(evidence, pattern) <= values * most;
}

/** How many of a column's values match a pattern. */
export function matched({ matches }: ColumnEvidence, pattern: string): number {
  return matches[pattern] ?? 0;
}
