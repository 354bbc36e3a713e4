import type { Reject } from "../../core/convert/Reject.ts";

/** How many errors there are of each reason, the most frequent first. */
export function countReasons(rejects: readonly Reject[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of rejects.flatMap(({ errors }) => errors)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const ordered = [...counts].sort(([one, ones], [other, others]) => others - ones || (one < other ? -1 : 1));
  return Object.fromEntries(ordered);
}
