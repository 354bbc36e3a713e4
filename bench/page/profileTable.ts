import { markdownTable } from "../../core/emit/markdownTable.ts";
import type { EngineProfile } from "../profile/EngineProfile.ts";

/** The steps of an engine with their seconds and shares, as a Markdown table. */
export function profileTable({ steps }: Pick<EngineProfile, "steps">): string {
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = steps.map(({ step, seconds }) => [
    step,
    seconds.toFixed(1),
    `${((100 * seconds) / total).toFixed(0)} %`,
  ]);
  return markdownTable(["step", "seconds", "share"], rows);
}
