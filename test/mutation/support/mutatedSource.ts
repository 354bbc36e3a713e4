import type { Change } from "./Change.ts";

/** A file's text with a change made. */
export function mutatedSource(text: string, { start, end, replacement }: Change): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
