import type { ColumnInfo } from "./resultValue.ts";

/** What a query gave. */
export interface Outcome {
  readonly columns: readonly ColumnInfo[];
  /** Rows that an INSERT wrote. */
  readonly inserted?: number;
  /** Where the list of the files is that an INSERT wrote. */
  readonly manifest?: string;
}

/** A query that runs, as the ways to run one see it. */
export interface QueryWork {
  /** A file of its own, for rows on their way. */
  readonly file: string;
  /** A folder of its own, not there yet. */
  readonly folder: string;
  /** `s3://<bucket>/<prefix>/<id>[.csv]` */
  readonly outputLocation: string;
  /** Stops the work. */
  readonly signal: AbortSignal;
  /** Takes the bytes that it reads. @throws where these are more than the workgroup allows */
  scanned(bytes: number): void;
}
