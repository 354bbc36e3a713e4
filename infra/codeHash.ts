import { createHash } from "node:crypto";
import { bundled } from "./bundled.ts";

/** SHA-256, in hex, of a function's code as it is deployed: what a run's report names. */
export async function codeHash(handler: string): Promise<string> {
  return createHash("sha256")
    .update((await bundled(handler)).code)
    .digest("hex");
}
