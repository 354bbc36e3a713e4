import { SluiceError } from "../../core/errors.ts";
import type { RegionRole } from "../shared/regions.ts";

/**
 * Keeps a region whose services fail from holding back the other: it takes part in no further step, and its error is
 * told. What verify itself finds wrong (a SluiceError) ends the step for both.
 */
export class RegionFailures {
  readonly #errors = new Map<RegionRole, Error>();

  /** Does one step in each region at once, and answers the results of those that could. */
  async each<R extends { readonly role: RegionRole }, T>(
    regions: readonly R[],
    step: (region: R) => Promise<T>,
  ): Promise<T[]> {
    const settled = await Promise.allSettled(regions.map(step));
    const errors = settled.map((each) => (each.status === "rejected" ? asError(each.reason) : undefined));
    const finding = errors.find((error) => error instanceof SluiceError);
    if (finding) throw finding;
    for (const [index, { role }] of regions.entries()) {
      const error = errors[index];
      if (error) this.#errors.set(role, error);
    }
    return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  }

  of(role: RegionRole): Error | undefined {
    return this.#errors.get(role);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
