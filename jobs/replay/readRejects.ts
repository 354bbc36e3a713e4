import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ManifestFile } from "../../core/commit/Manifest.ts";
import type { Reject, RejectError } from "../../core/convert/Reject.ts";
import { openDatabase } from "../duckdb/openDatabase.ts";
import type { Lake } from "../s3/Lake.ts";
import { fetchFiles } from "../staging/fetchFiles.ts";

/** Rejects as files of a lake have them, in the source's order. */
export async function readRejects(lake: Lake, files: readonly ManifestFile[]): Promise<Reject[]> {
  if (files.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), "sluice-rejects-"));
  try {
    const local = await fetchFiles(lake, { files: [...files] }, folder);
    return await readFiles(local.map(({ path }) => path));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The text comes as bytes: as text it would end at a NUL. */
async function readFiles(paths: readonly string[]): Promise<Reject[]> {
  await using database = await openDatabase();
  const sql = "SELECT record, errors, encode(raw) AS raw FROM read_parquet($paths) ORDER BY record";
  return (await database.rows(sql, { paths })).map(({ record, errors, raw }) => ({
    record: Number(record),
    errors: errors as RejectError[],
    raw: Buffer.from(raw as Uint8Array).toString(),
  }));
}
