import type { ChecksumAlgorithm } from "./checksumAlgorithms.ts";

/** Base64 by algorithm; followed by `-<parts>` where it is of the checksums of an upload's parts. */
export type Checksums = Partial<Record<ChecksumAlgorithm, string>>;

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
  /** Without quotes: MD5 in hexadecimal, or for a multipart upload that of its parts' MD5s and `-<parts>`. */
  etag: string;
  checksums: Checksums;
  /** Bytes of each part of a multipart upload; absent for an object that was put whole. */
  parts?: number[];
  /** ISO 8601. */
  lastModified: string;
  /** Grows with every event of the region: uppercase hexadecimal. */
  sequencer: string;
}
