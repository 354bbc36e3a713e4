import { rm } from "node:fs/promises";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import type { ManifestFile } from "../../core/commit/Manifest.ts";
import { type FetchedFile, fetchFiles } from "../../jobs/staging/fetchFiles.ts";
import type { Staged } from "./Staged.ts";

/** Does something with some of a manifest's files, which are on the local disk. */
export type CheckFiles = (files: readonly ManifestFile[], local: readonly FetchedFile[]) => Promise<void>;

const gibibyte = 1024 ** 3;

/**
 * Reads all files of a region back, and requires the SHA-256 that the manifest says of each. The local disk holds a
 * batch of them at a time, so that what a run may stage is bounded by the function's time and not by its disk.
 * @param folder for a folder of the region's name
 * @param check of each batch, too
 * @param batchBytes of files on the disk at once; a larger file is alone there. @default 1 GiB
 * @returns the ETags under which S3 gave these very bytes, in the manifest's order
 * @throws SluiceError `verify.corrupted` naming the object, also where it is gone
 */
export async function readBack(
  { region, bucket, manifest }: Staged,
  folder: string,
  check?: CheckFiles,
  batchBytes: number = gibibyte,
): Promise<string[]> {
  const lake = { s3: unchecked(region), bucket };
  const place = join(folder, region);
  const etags: string[] = [];
  for (const files of batches(manifest.value.files, batchBytes)) {
    const local = await fetchFiles(lake, { files }, place);
    await check?.(files, local);
    etags.push(...local.map(({ etag }) => etag));
    await rm(place, { recursive: true });
  }
  return etags;
}

/** The files in their order, as many together as are no more than some bytes. */
function batches(files: readonly ManifestFile[], most: number): ManifestFile[][] {
  const made: ManifestFile[][] = [];
  let room = 0;
  for (const file of files) {
    const batch = file.bytes <= room ? made.at(-1) : undefined;
    if (batch) batch.push(file);
    else made.push([file]);
    room = (batch ? room : most) - file.bytes;
  }
  return made;
}

/** A client that leaves checksums to `fetchFiles`, whose error names the object and the mend. */
function unchecked(region: string): S3Client {
  return new S3Client({ region, responseChecksumValidation: "WHEN_REQUIRED" });
}
