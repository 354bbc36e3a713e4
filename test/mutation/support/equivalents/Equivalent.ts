import type { Mutant } from "../Mutant.ts";
import type { Reader } from "../readerMutants.ts";

/** Mutants that no file can tell from the reader as it is, and why. */
export interface Equivalent {
  readonly readers: readonly Reader[];
  readonly means: (mutant: Mutant) => boolean;
  readonly why: string;
}
