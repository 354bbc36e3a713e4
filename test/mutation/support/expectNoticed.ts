import { expect } from "vitest";
import { equivalents } from "./equivalents.ts";
import { hunt } from "./hunt.ts";
import type { Mutant } from "./Mutant.ts";
import { type Reader, readerMutants } from "./readerMutants.ts";

/**
 * Of a reader's mutants one in so many is let loose that is not known as equivalent, and is to be told from it; in a soak all
 * are, and exactly the equivalent ones survive. The reader as it is may not be told from itself.
 * @param counts whether a mutant is one of those that are let loose where time is short
 */
export async function expectNoticed(
  reader: Reader,
  every: number,
  counts: (mutant: Mutant) => boolean = () => true,
): Promise<void> {
  const mutants = readerMutants(reader);
  const all = [...mutants.keys()];
  const soaks = process.env.SLUICE_SOAK !== undefined;
  const isHunted = (mutant: Mutant) => counts(mutant) && !isEquivalent(reader, mutant);
  const some = all.filter((number) => isHunted(mutants[number] as Mutant)).filter((_, index) => index % every === 0);
  const numbers = soaks ? all : some;
  const [asItIs, ...fates] = await hunt(reader, [mutants.length, ...numbers]);
  const of = (fate: string) =>
    numbers.flatMap((number, index) => (fates[index] === fate ? (mutants[number] ?? []) : []));
  const noticed = [...of("killed"), ...of("stuck")];
  const [excused, missed] = partition(of("survived"), (mutant) => isEquivalent(reader, mutant));
  console.info(
    `${reader}: ${numbers.length} of ${mutants.length} mutants, ${of("killed").length} killed, ${of("stuck").length} stuck, ` +
      `${excused.length} equivalent, ${of("unread").length} of files that it does not read`,
  );
  const wrong = noticed.filter((mutant) => isEquivalent(reader, mutant));
  // A soak takes long: what it found is there though it is stopped before its end.
  for (const mutant of missed) console.info(`not noticed: ${shown(mutant)}`);
  for (const mutant of wrong) console.info(`noticed, though said to be equivalent: ${shown(mutant)}`);
  expect(asItIs).toBe("survived");
  expect(missed.map(shown)).toEqual([]);
  expect(wrong.map(shown), "are not equivalent").toEqual([]);
  expect(noticed.length).toBeGreaterThan(numbers.length / 2);
}

const shown = ({ file, line, operator, told }: Mutant) => `${file}:${line}: ${operator}: ${told}`;

function isEquivalent(reader: Reader, mutant: Mutant): boolean {
  return equivalents.some(({ readers, means }) => readers.includes(reader) && means(mutant));
}

function partition<T>(all: readonly T[], test: (each: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((each) => !test(each))];
}
