import { sha256 } from "../core/sha256.ts";
import { bundled } from "./bundled.ts";

/** SHA-256, in hex, of a function's code as it is deployed: what a run's report names. */
export async function codeHash(handler: string): Promise<string> {
  return sha256((await bundled(handler)).code);
}
