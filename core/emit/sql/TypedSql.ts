import type { Reason } from "../../convert/reasons.ts";

/** A condition under which a value is rejected; a condition that is NULL is not met. */
export interface CheckSql {
  readonly reason: Reason;
  readonly when: string;
}

/** How one column's text becomes a typed value in SQL. */
export interface TypedSql {
  /** Expressions computed once under a name, in layers: a later layer may use the names of an earlier one. */
  readonly steps: readonly Readonly<Record<string, string>>[];
  /** Of the column's type, over the names of the steps; anything where a check is met. */
  readonly value: string;
  /** In the order in which they count. */
  readonly checks: readonly CheckSql[];
  /**
   * Comes before the checks, and is met where the text is not of the type's grammar: damage is looked for only there,
   * since a damaged text is of no grammar. Left out where the grammar is among the checks.
   */
  readonly misses?: CheckSql;
}
