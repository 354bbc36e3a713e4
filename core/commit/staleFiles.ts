import type { CommitRecord } from "./CommitRecord.ts";
import { decideCommit } from "./decideCommit.ts";
import type { Intent } from "./Intent.ts";
import { publishedFiles } from "./publishedFiles.ts";

/**
 * The files that a source object's intents name and that must go: all of what is superseded, and of what is published
 * the rejects that a replay took the place of. What may still be published keeps its files.
 */
export function staleFiles(published: CommitRecord, intents: readonly Intent[]): string[] {
  const kept = new Set(publishedFiles(published).map(({ key }) => key));
  return intents
    .filter((each) => !mayCome(published, each))
    .flatMap(({ files }) => files)
    .filter((key) => !kept.has(key));
}

function mayCome(published: CommitRecord, intent: Intent): boolean {
  return ["publish", "early"].includes(decideCommit(published, intent));
}
