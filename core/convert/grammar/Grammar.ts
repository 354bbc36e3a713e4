import type { Reason } from "../reasons.ts";

/**
 * How the texts of a type are written. The sources of these regular expressions mean the same in JavaScript (without
 * flags) and in RE2, so that every engine evaluates the very same ones.
 */
export interface Grammar {
  /** Matches the whole of a value, blanks around it excluded; not anchored: `^(?:source)$` is what is meant. */
  readonly source: string;
  /** Why a text that does not match is rejected. */
  readonly reason: Reason;
}
