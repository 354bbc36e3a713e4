import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import type { ArchiveFile } from "../../program/archiveFiles.ts";

/** Bytes of an archive: as it is uploaded, and unpacked. */
export interface BundleSize {
  readonly zipped: number;
  readonly unzipped: number;
}

const deflated = promisify(deflateRaw);

/** The two headers that zip puts before a file and into the directory, in bytes, file names excluded. */
const headers = 30 + 46;

/** The sizes of files on disk that have been measured: functions share their largest ones. */
const measured = new Map<string, Promise<BundleSize>>();

/** The size of the zip archive of these files, each of them deflated. */
export async function bundleSize(files: readonly ArchiveFile[]): Promise<BundleSize> {
  const sizes = await Promise.all(files.map(fileSize));
  return {
    zipped: sizes.reduce((sum, { zipped }) => sum + zipped, 0),
    unzipped: sizes.reduce((sum, { unzipped }) => sum + unzipped, 0),
  };
}

async function fileSize(entry: ArchiveFile): Promise<BundleSize> {
  const { zipped, unzipped } = await ("text" in entry ? sizeOf(Buffer.from(entry.text)) : sizeOnDisk(entry.file));
  return { zipped: zipped + headers + 2 * Buffer.byteLength(entry.path), unzipped };
}

function sizeOnDisk(file: string): Promise<BundleSize> {
  const known = measured.get(file) ?? readFile(file).then(sizeOf);
  measured.set(file, known);
  return known;
}

async function sizeOf(bytes: Buffer): Promise<BundleSize> {
  return { zipped: (await deflated(bytes)).length, unzipped: bytes.length };
}
