import { createHash } from "node:crypto";

/** What a run is made of. */
export interface RunIdentity {
  readonly dataset: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Hash of the contract. */
  readonly contract: string;
}

/**
 * The identity of the work on one version of one object under one contract: `<dataset>-<32 hex digits>`, at most 73
 * characters, so that an attempt of up to six digits fits into an execution's name (80 characters).
 */
export function runId({ dataset, bucket, key, versionId, contract }: RunIdentity): string {
  const identity = JSON.stringify([bucket, key, versionId, contract]);
  return `${dataset}-${createHash("sha256").update(identity).digest("hex").slice(0, 32)}`;
}
