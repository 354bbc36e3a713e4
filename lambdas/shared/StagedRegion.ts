import type { StagingOrigin } from "../../jobs/staging/ConvertResult.ts";

/** How a region stands before it publishes. Every field is always there, as a state machine's expressions need it. */
export interface StagedRegion {
  /** `absent`: the stack has one region, and this is the other. */
  readonly status: "staged" | "failed" | "absent";
  /** The attempt whose staging is used: this one, or an earlier one whose work is not done again. */
  readonly attempt: number;
  /** How the region came to what is staged there; `none` where nothing is. */
  readonly origin: StagingOrigin | "none";
  /** ETag of the region's manifest; empty where the region is not staged, or before verify has read it. */
  readonly manifest: string;
  /** Error name and message; empty unless the region failed. */
  readonly error: string;
  readonly cause: string;
}
