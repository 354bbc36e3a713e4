import type { AslRetrier } from "../../core/flow/Asl.ts";
import { matches } from "./matches.ts";

/** The retries of one visit of a state: each retrier counts for itself. */
export class Retries {
  private readonly retriers: readonly AslRetrier[];
  private readonly random: () => number;
  private readonly used = new Map<AslRetrier, number>();

  /** @param random gives a number from 0 (included) to 1 (excluded), for full jitter */
  constructor(retriers: readonly AslRetrier[], random: () => number) {
    this.retriers = retriers;
    this.random = random;
  }

  /** Milliseconds until the next attempt, or undefined where there is none. */
  next(error: string): number | undefined {
    const retrier = this.retriers.find(({ ErrorEquals }) => matches(ErrorEquals, error));
    if (retrier === undefined) return undefined;
    const {
      IntervalSeconds = 1,
      MaxAttempts = 3,
      BackoffRate = 2,
      MaxDelaySeconds = Number.POSITIVE_INFINITY,
    } = retrier;
    const used = this.used.get(retrier) ?? 0;
    if (used >= MaxAttempts) return undefined;
    this.used.set(retrier, used + 1);
    const seconds = Math.min(IntervalSeconds * BackoffRate ** used, MaxDelaySeconds);
    return 1000 * seconds * (retrier.JitterStrategy === "FULL" ? this.random() : 1);
  }
}
