import { sha256 } from "../sha256.ts";

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
  return `${dataset}-${sha256(identity).slice(0, 32)}`;
}
