/** How a region stands before it publishes. Every field is always there, as a state machine's expressions need it. */
export interface StagedRegion {
  readonly status: "staged" | "failed";
  /** ETag of the region's manifest; empty where the region failed, or before verify has read it. */
  readonly manifest: string;
  /** Error name and message; empty unless the region failed. */
  readonly error: string;
  readonly cause: string;
}
