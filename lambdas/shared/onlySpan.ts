import { SluiceError } from "../../core/errors.ts";
import type { PlannedRange } from "../plan-days/handler.ts";

/**
 * What a planned range was split into, which is one.
 * @throws SluiceError `traffic.bad_range` where it is not
 */
export function onlySpan<T>({ from, to }: PlannedRange, [span, ...others]: readonly T[]): T {
  if (span !== undefined && others.length === 0) return span;
  throw new SluiceError("traffic.bad_range", `${from} to ${to} is not written by one statement`, {
    mend: "build the queries of a plan's ranges",
  });
}
