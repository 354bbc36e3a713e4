import { Crc32, Crc32c, Crc64Nvme } from "@aws-sdk/checksums/crc";
import { Sha1, Sha256 } from "@aws-sdk/checksums/sha";

/** Checksums of S3 that the host verifies and keeps. */
export type ChecksumAlgorithm = "crc32" | "crc32c" | "crc64nvme" | "sha1" | "sha256";

/** Digests bytes in pieces. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

interface AlgorithmFacts {
  hasher(): Hasher;
  /**
   * Which checksums of a multipart upload it can be, the default first.
   *
   * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
   */
  types: readonly ChecksumType[];
}

/** `COMPOSITE`: of the checksums of the parts, in order; `FULL_OBJECT`: of the bytes. */
export type ChecksumType = "COMPOSITE" | "FULL_OBJECT";

export const checksumAlgorithms: Readonly<Record<ChecksumAlgorithm, AlgorithmFacts>> = {
  crc32: { hasher: () => new Crc32(), types: ["COMPOSITE", "FULL_OBJECT"] },
  crc32c: { hasher: () => new Crc32c(), types: ["COMPOSITE", "FULL_OBJECT"] },
  crc64nvme: { hasher: () => new Crc64Nvme(), types: ["FULL_OBJECT"] },
  sha1: { hasher: () => new Sha1(), types: ["COMPOSITE"] },
  sha256: { hasher: () => new Sha256(), types: ["COMPOSITE"] },
};

/** What S3 adds to an object that comes without a checksum. */
export const defaultAlgorithm = "crc64nvme" satisfies ChecksumAlgorithm;

export const algorithmNames = Object.keys(checksumAlgorithms) as ChecksumAlgorithm[];

/** The algorithm of a name as requests spell it, in any case; undefined for what the host does not know. */
export function algorithmNamed(name: string | undefined): ChecksumAlgorithm | undefined {
  return algorithmNames.find((known) => known === name?.toLowerCase());
}
