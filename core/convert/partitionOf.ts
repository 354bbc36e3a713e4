import type { Contract, DatePart } from "../contract/Contract.ts";
import type { Row } from "./recordConverter.ts";

/** Where each part stands in a date or a timestamp of a row. */
const places: Record<DatePart, readonly [from: number, to: number]> = { year: [0, 4], month: [5, 7], day: [8, 10] };

/** The partition that a row lies in, outermost first and unpadded: `[["year", "2024"], ["month", "2"]]`. */
export function partitionOf<R>(contract: Contract<R>, row: R): [name: string, value: string][] {
  return contract.partitions.map(({ column, part, name }) => {
    const date = String((row as Row)[column]);
    return [name, String(Number(date.slice(...places[part])))];
  });
}
