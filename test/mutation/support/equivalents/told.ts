import type { Mutant } from "../Mutant.ts";

/** Mutants of a file, by parts of what is told of each. */
export function told(file: string, ...parts: readonly string[]): (mutant: Mutant) => boolean {
  return (mutant) => mutant.file.endsWith(`/${file}`) && parts.some((part) => mutant.told.includes(part));
}
