import type { Manifest } from "../../core/commit/Manifest.ts";
import type { Read } from "../../jobs/s3/readJson.ts";
import type { RegionRole } from "../shared/regions.ts";

/** A region that convert staged, and its manifest. */
export interface Staged {
  readonly role: RegionRole;
  readonly region: string;
  readonly bucket: string;
  readonly manifest: Read<Manifest>;
}
