import type { LocalTarget } from "../../../../local/cli/target/Target.ts";
import type { Landed } from "./landVersion.ts";

/** A host, and the newest version of each key that was landed in it. */
export interface Place {
  readonly target: LocalTarget;
  readonly landed: ReadonlyMap<string, Landed>;
}
