import { describe, expect, test } from "vitest";
import { equivalents } from "./support/equivalents.ts";
import { hunt } from "./support/hunt.ts";
import type { Mutant } from "./support/Mutant.ts";
import { type Reader, readerMutants } from "./support/readerMutants.ts";

const soaks = process.env.SLUICE_SOAK !== undefined;
/** Where time is short, of so many mutants of the grammar one is let loose; otherwise all there are. */
const every: Readonly<Record<Reader, number>> = { reference: 4, duckdb: 14 };

/** Which mutants are let loose, by their numbers. */
function chosen(reader: Reader, mutants: readonly Mutant[]): number[] {
  const numbers = [...mutants.keys()];
  if (soaks) return numbers;
  const ofGrammar = numbers.filter((number) => mutants[number]?.file.startsWith("core/convert/grammar/"));
  return ofGrammar.filter((_, index) => index % every[reader] === 0);
}

const shown = ({ file, line, operator, told }: Mutant) => `${file}:${line}: ${operator}: ${told}`;

describe.each(["reference", "duckdb"] as const)("each rule of %s, weakened, is noticed", (reader) => {
  const mutants = readerMutants(reader);
  const numbers = chosen(reader, mutants);
  const isExcused = (mutant: Mutant) =>
    equivalents.some(({ readers, means }) => readers.includes(reader) && means(mutant));

  test("and unchanged, is not", { timeout: 600_000 }, async () => {
    expect(await hunt(reader, [mutants.length])).toEqual(["survived"]);
  });

  test("by the equality of engines on generated files", { timeout: 3_600_000 }, async () => {
    const fates = await hunt(reader, numbers);
    const of = (fate: string) =>
      numbers.flatMap((number, index) => (fates[index] === fate ? (mutants[number] ?? []) : []));
    const survivors = of("survived");
    const excused = survivors.filter(isExcused);
    console.info(
      `${reader}: ${numbers.length} of ${mutants.length} mutants, ${of("killed").length} killed, ${of("stuck").length} stuck, ` +
        `${excused.length} equivalent, ${of("unread").length} of files that it does not read`,
    );
    expect(survivors.filter((mutant) => !isExcused(mutant)).map(shown)).toEqual([]);
    expect(of("killed").length + of("stuck").length).toBeGreaterThan(numbers.length / 2);
  });
});
