import { SluiceError } from "../errors.ts";
import { recordColumn } from "./recordColumn.ts";

/**
 * Requires that each correction is of another rejected record.
 * @param numbers the source's numbers of the corrected records
 * @param rejected those of the records that are rejected
 * @param where the run whose rejects they are
 * @throws SluiceError `replay.no_records`, `replay.repeated_record`, `replay.not_rejected`
 */
export function checkCorrections(numbers: readonly number[], rejected: ReadonlySet<number>, where: string): void {
  if (numbers.length === 0) {
    throw new SluiceError("replay.no_records", "The file has no records", {
      where,
      mend: "give it the corrected records, each on its line",
    });
  }
  const seen = new Set<number>();
  const repeated = numbers.filter((each) => seen.size === seen.add(each).size);
  if (repeated.length > 0) {
    throw new SluiceError("replay.repeated_record", `${recordColumn} says ${listed(repeated)} more than once`, {
      where,
      mend: "give each record one line",
    });
  }
  const others = numbers.filter((each) => !rejected.has(each));
  if (others.length === 0) return;
  throw new SluiceError("replay.not_rejected", `No reject has the number ${listed(others)}`, {
    where,
    mend: `keep ${recordColumn} as sluice rejects --csv writes it, and drop the lines of other records`,
  });
}

function listed(numbers: readonly number[]): string {
  const shown = [...new Set(numbers)].slice(0, 10).join(", ");
  return numbers.length > 10 ? `${shown} and ${numbers.length - 10} more` : shown;
}
