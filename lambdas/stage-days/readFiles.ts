import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NoSuchKey } from "@aws-sdk/client-s3";
import type { ManifestFile } from "../../core/commit/Manifest.ts";
import { SluiceError } from "../../core/errors.ts";
import { inParallel } from "../../core/inParallel.ts";
import { openDatabase } from "../../jobs/duckdb/openDatabase.ts";
import type { Lake } from "../../jobs/s3/Lake.ts";
import { type Downloaded, downloadObject } from "../../jobs/staging/downloadObject.ts";
import { countRows } from "./countRows.ts";
import type { WrittenFile } from "./writtenFiles.ts";

/** A file as it was read. */
export interface ReadWrittenFile {
  readonly day: string;
  readonly file: ManifestFile;
  /** Under which S3 gave these very bytes. */
  readonly etag: string;
}

/** Files on the local disk at once. */
const atOnce = 16;

/**
 * Reads each file once: its size and checksum, and from its footer its columns and the number of its rows.
 * @returns what was found, in the order given
 * @throws SluiceError `traffic.unreadable` or `traffic.wrong_columns` naming the object
 */
export async function readFiles(lake: Lake, files: readonly WrittenFile[]): Promise<ReadWrittenFile[]> {
  await using database = await openDatabase();
  const folder = await mkdtemp(join(tmpdir(), "stage-days-"));
  const read: ReadWrittenFile[] = [];
  try {
    for (let start = 0; start < files.length; start += atOnce) {
      const local = await inParallel(
        [...files.slice(start, start + atOnce).entries()],
        atOnce,
        async ([index, each]) => {
          const path = join(folder, `${index}.parquet`);
          return { ...each, path, ...(await download(lake, each.key, path)) };
        },
      );
      for (const { key, day, place, path, bytes, sha256, etag } of local) {
        const rows = await countRows(database, path, `s3://${lake.bucket}/${key}`);
        read.push({ day, file: { key, place, rows, bytes, sha256 }, etag });
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return read;
}

async function download(lake: Lake, key: string, path: string): Promise<Downloaded> {
  try {
    return await downloadObject(lake, key, path);
  } catch (cause) {
    if (!(cause instanceof NoSuchKey)) throw cause;
    throw new SluiceError("traffic.unreadable", "The file that Athena wrote is gone", {
      where: `s3://${lake.bucket}/${key}`,
      mend: "resume the run with the next attempt, which writes it anew",
      cause,
    });
  }
}
