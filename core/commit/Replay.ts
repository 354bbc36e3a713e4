/** The staging of a run that is published. */
export interface PublishedStaging {
  readonly run: string;
  readonly attempt: number;
}

/** What a replay is to be added to: it is published only where just that is there. */
export interface ReplayBasis {
  /** The run whose rejected records are corrected, and its attempt. */
  readonly of: PublishedStaging;
  /** The replays of it that are published already, in their order. */
  readonly onto: readonly string[];
}

/** One version of an object in the landing bucket. */
interface CorrectionsFile {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Bytes. */
  readonly size: number;
}

/** Records that a run rejected, corrected: they are converted instead of the run's source. */
export interface Replay extends ReplayBasis {
  /** The object in the landing bucket that holds them. */
  readonly file: CorrectionsFile;
  /** SHA-256 of that object, base64. */
  readonly sha256: string;
}
