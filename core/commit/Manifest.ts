import * as z from "zod";
import { addedColumn } from "../contract/AddedColumn.ts";
import { runEngines } from "./Run.ts";

const count = z.number().int().nonnegative();
const time = z.iso.datetime();

const place = z.object({
  content: z.enum(["rows", "rejects"]),
  dataset: z.string().min(1),
  partition: z.array(z.tuple([z.string().min(1), z.string()])),
  part: count,
});

/** One staged Parquet file. */
export const manifestFile = z.object({
  key: z.string().min(1),
  place,
  rows: count,
  bytes: count,
  /** SHA-256 of the file, base64, as S3 writes checksums. */
  sha256: z.string().length(44),
});

/** What converted a source. */
export const engineFacts = z.object({
  name: z.enum(runEngines),
  /** Of what took part, by name: `{ "node": "v24.21.0", "duckdb": "v1.5.5" }`. */
  versions: z.record(z.string(), z.string()),
  /** Hash of the deployed function's code; null where the deployment does not tell it. */
  code: z.string().nullable(),
});

/** What S3 said of the source object as it was read. */
export const readSource = z.object({
  etag: z.string(),
  bytes: count,
  /** When the object landed, by S3's clock. */
  lastModified: time,
});

/** What one attempt staged in one region; only the files that it names ever count. */
export const manifest = z.object({
  run: z.string().min(1),
  attempt: count,
  region: z.string().min(1),
  contract: z.string().min(1),
  engine: engineFacts,
  source: readSource,
  /** When the conversion began and ended; that of a region which was filled, too. */
  startedAt: time,
  endedAt: time,
  /** Where the region was not written by the conversion: whose files were copied, and when. */
  filled: z.object({ from: z.string(), at: time }).nullable(),
  /** Records in the source, the header excluded. Always `written + rejected`. */
  read: count,
  written: count,
  rejected: count,
  /** Errors by reason; a record may have several. */
  reasons: z.record(z.string(), count),
  /** Rows whose key another row of the file has too. */
  duplicateKeys: count,
  /** Columns that the source adds to its contract's. */
  added: z.array(addedColumn).default([]),
  files: z.array(manifestFile),
});

export type ManifestFile = z.infer<typeof manifestFile>;
export type EngineFacts = z.infer<typeof engineFacts>;
export type ReadSource = z.infer<typeof readSource>;
export type Manifest = z.infer<typeof manifest>;
