/** Checksums of S3 that the host verifies and keeps. */
export type ChecksumAlgorithm = "crc32" | "sha1" | "sha256";

/** What is known of an object beside its bytes. */
export interface ObjectMeta {
  /** `content-type`, `cache-control` and the like, as sent. */
  headers: Record<string, string>;
  /** User metadata: names without `x-amz-meta-`. */
  metadata: Record<string, string>;
}

/** One version of an object, or a delete marker. */
export interface StoredVersion extends ObjectMeta {
  key: string;
  /** `null` (the text) where the bucket is not versioned. */
  versionId: string;
  /** File under the bucket's `blobs`; undefined for a delete marker. */
  blob: string | undefined;
  bytes: number;
  /** MD5 in hexadecimal, without quotes. */
  etag: string;
  checksums: Partial<Record<ChecksumAlgorithm, string>>;
  /** ISO 8601. */
  lastModified: string;
  /** Grows with every event of the region: uppercase hexadecimal. */
  sequencer: string;
}
