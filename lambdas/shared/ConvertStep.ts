import type { Run } from "../../core/commit/Run.ts";
import type { StagedRegion } from "./StagedRegion.ts";

/** The input of the convert step, whichever engine does it. */
export interface ConvertInput {
  readonly run: Run;
}

/** How the regions were staged, and what became of the source's records. */
export interface ConvertOutput {
  readonly near: StagedRegion;
  readonly far: StagedRegion;
  /** Records in the file, the header excluded. */
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
}
