import type { ChecksumAlgorithm, ChecksumType } from "../checksumAlgorithms.ts";
import type { ObjectMeta } from "../StoredVersion.ts";

/** A part of a multipart upload, its bytes in a file of its own. */
export interface Part {
  /** From 1 to 10,000. */
  number: number;
  /** Name in the upload's folder. */
  file: string;
  bytes: number;
  /** MD5 in hexadecimal, without quotes. */
  etag: string;
  /** Base64; undefined where the upload names no algorithm. */
  checksum: string | undefined;
  /** ISO 8601. */
  lastModified: string;
}

/** A multipart upload that is neither completed nor aborted. */
export interface Upload extends ObjectMeta {
  /** Of uploads of one key, the later begun has the greater. */
  id: string;
  key: string;
  /** ISO 8601. */
  initiated: string;
  /** As the upload was asked to have it: its parts must come with it. */
  algorithm: ChecksumAlgorithm | undefined;
  checksumType: ChecksumType;
  /** Caller who began it. */
  initiator: string;
}
