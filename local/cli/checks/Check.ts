/** One thing that was checked, and all that is wrong with it. */
export interface Check {
  /** For example `contracts`, or `stack dev`. */
  readonly subject: string;
  /** What was looked at, for people. */
  readonly looked: string;
  /** Each names the thing that it is of; any of them fails the check. */
  readonly problems: readonly string[];
  /** What may become a problem. */
  readonly warnings: readonly string[];
}
