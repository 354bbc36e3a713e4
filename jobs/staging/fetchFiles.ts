import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest } from "../../core/commit/Manifest.ts";
import { inParallel } from "../../core/inParallel.ts";
import type { Lake } from "../s3/Lake.ts";
import type { CountedFile } from "./ConvertFile.ts";
import { fetchFile } from "./fetchFile.ts";

/** A staged file on the local disk. */
export interface FetchedFile extends CountedFile {
  /** Under which S3 gave these very bytes. */
  readonly etag: string;
}

/**
 * Fetches the staged files of a manifest and requires that each has the SHA-256 that the manifest says.
 * @param lake its client must leave checksums to this function, whose error names the object and the mend
 * @param folder where the files go; made here
 * @returns the local files, in the manifest's order
 * @throws SluiceError `verify.corrupted` naming the object, also where it is gone
 */
export async function fetchFiles(
  lake: Lake,
  { files }: Pick<Manifest, "files">,
  folder: string,
): Promise<FetchedFile[]> {
  await mkdir(folder, { recursive: true });
  return inParallel([...files.entries()], 16, async ([index, file]) => {
    const path = join(folder, `${index}.parquet`);
    const etag = await fetchFile(lake, file, path);
    return { path, place: file.place, rows: file.rows, etag };
  });
}
