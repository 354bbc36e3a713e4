import { SluiceError } from "../../core/errors.ts";
import type { Staged } from "./Staged.ts";
import { leaveRefused } from "./verdicts.ts";

/** What a retry of the same staging may pass, once the contract allows more rejects. */
const tolerable = "verify.too_many_rejects";

/**
 * Does a check of what some regions staged. Where it finds them wrong, that is remembered in each, as far as its
 * services let it, and thrown.
 */
export async function refusing<T>(staged: readonly Staged[], check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof SluiceError && error.code !== tolerable) {
      await Promise.allSettled(staged.map((each) => leaveRefused(each, error)));
    }
    throw error;
  }
}
