import * as z from "zod";

const count = z.number().int().nonnegative();

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

/** What one attempt staged in one region; only the files that it names ever count. */
export const manifest = z.object({
  run: z.string().min(1),
  attempt: count,
  region: z.string().min(1),
  contract: z.string().min(1),
  /** Records in the source, the header excluded. Always `written + rejected`. */
  read: count,
  written: count,
  rejected: count,
  /** Errors by reason; a record may have several. */
  reasons: z.record(z.string(), count),
  /** Rows whose key another row of the file has too. */
  duplicateKeys: count,
  files: z.array(manifestFile),
});

export type ManifestFile = z.infer<typeof manifestFile>;
export type Manifest = z.infer<typeof manifest>;
