import type { CommitRecord } from "./CommitRecord.ts";
import type { ManifestFile } from "./Manifest.ts";

/** All files that are published of a source object: the run's own and those of its replays. */
export function publishedFiles({ files, supplements }: Pick<CommitRecord, "files" | "supplements">): ManifestFile[] {
  return [...files, ...supplements.flatMap((each) => each.files)];
}
