import type { Fate } from "./Fate.ts";
import { huntConverting } from "./huntConverting.ts";
import { huntFraming } from "./huntFraming.ts";
import { huntSpark } from "./huntSpark.ts";
import type { Reader } from "./readerMutants.ts";

/** Lets mutants of a reader loose on cases, by their numbers, and tells what became of each. */
export function hunt(reader: Reader, numbers: readonly number[]): Promise<Fate[]> {
  switch (reader) {
    case "spark":
      return huntSpark(numbers);
    case "python":
      return huntFraming(numbers);
    default:
      return huntConverting(reader, numbers);
  }
}
