import { layout } from "./layout.ts";
import type { Manifest, ManifestFile } from "./Manifest.ts";

/** The files of a manifest under their final keys. */
export function committedFiles({ run, attempt, files }: Pick<Manifest, "run" | "attempt" | "files">): ManifestFile[] {
  return files.map((file) => ({ ...file, key: layout.committed(run, attempt, file.place) }));
}
