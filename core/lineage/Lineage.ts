import type { Content } from "../commit/layout.ts";

/** One attempt's staging of a run. */
interface RunAttempt {
  readonly run: string;
  /** The attempt whose staging it is. */
  readonly attempt: number;
}

/** A version of the same source object, as another one names it. */
export interface OtherVersion extends RunAttempt {
  /** When it was published; ISO 8601, UTC. */
  readonly committedAt: string;
}

export interface LineageFile {
  readonly key: string;
  readonly content: Content;
  readonly rows: number;
  readonly bytes: number;
  /** Base64. */
  readonly sha256: string;
}

/**
 * How a version stands in one region. `current`: its rows are those that the region has of the source object.
 * `replaced`: they were, until a newer version came. `superseded`: a newer version was there first.
 */
export interface RegionVersion {
  readonly state: "current" | "replaced" | "superseded";
  /** Those that it published; only those of a current version are still there. Null where it left no report. */
  readonly files: readonly LineageFile[] | null;
  /** ISO 8601, UTC; null where it never published, or is not done. */
  readonly committedAt: string | null;
  readonly finishedAt: string | null;
  readonly replaced: OtherVersion | null;
  readonly replacedBy: OtherVersion | null;
}

/** One version of a source object under one contract, or a replay of its rejects, and what it published in each region. */
export interface LineageVersion extends RunAttempt {
  readonly versionId: string;
  /** Of a replay: whose rejects it corrects, beside whose rows its own are. Null for a version. */
  readonly replayOf: RunAttempt | null;
  /** Hash of the contract; this and the following are null where no report or record of it is left. */
  readonly contract: string | null;
  readonly engine: string | null;
  readonly read: number | null;
  readonly written: number | null;
  readonly rejected: number | null;
  /** By region. */
  readonly regions: Readonly<Record<string, RegionVersion>>;
}
