import type { Content } from "../../../core/commit/layout.ts";
import type { Engine } from "../../../core/commit/Run.ts";
import type { ConvertedFile } from "../../../jobs/staging/ConvertFile.ts";

/** What an engine made of a file, in a folder. */
export interface AloneOutcome extends Omit<ConvertedFile, "files"> {
  readonly files: readonly AloneFile[];
  /** Seconds of the conversion itself, without the start of what runs it. */
  readonly workSeconds: number;
}

/** What came of a file: `manifest.json` in the folder. */
export interface AloneManifest extends AloneOutcome {
  readonly dataset: string;
  /** Hash of the contract. */
  readonly contract: string;
  readonly engine: Engine;
  readonly input: string;
}

/** A Parquet file, by its path in the folder. */
export interface AloneFile {
  readonly path: string;
  readonly content: Content;
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256, base64. */
  readonly sha256: string;
}
