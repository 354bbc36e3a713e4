/** A place in a source file, and what stands there instead: one rule, weakened or tightened. */
export interface Mutant {
  /** Relative to the project. */
  readonly file: string;
  /** Place of the text that is replaced, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** What was done, of a closed list: `wider class`, `condition negated`, ... */
  readonly operator: string;
  readonly line: number;
  /** The line with what is replaced between « and », and what becomes of it. */
  readonly told: string;
}
