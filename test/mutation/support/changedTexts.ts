import type { Change } from "./Change.ts";
import { mutatedSource } from "./mutatedSource.ts";

/** A text with each of the changes made, behind what was done. */
export function changedTexts(text: string, changes: readonly Change[]): string[] {
  return changes.map((change) => `${change.operator}: ${mutatedSource(text, change)}`);
}
