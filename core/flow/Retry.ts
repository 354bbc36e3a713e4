/** When and how often a failed task is tried again. Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export interface Retry {
  /** ASL error names; `States.ALL` stands alone and in the last retrier. */
  readonly errors: readonly string[];
  /** Seconds before the first retry, a whole number from 1. @default 1 */
  readonly intervalSeconds?: number;
  /** Retries after the first attempt; 0 never retries. @default 3 */
  readonly maxAttempts?: number;
  /** What the interval is multiplied by at each retry, from 1. @default 2 */
  readonly backoffRate?: number;
  /** Longest interval in seconds, more than `intervalSeconds`. @default none */
  readonly maxDelaySeconds?: number;
  /** "full" waits any time up to the interval, so that what failed together is not tried again together. @default "none" */
  readonly jitter?: "full" | "none";
}
