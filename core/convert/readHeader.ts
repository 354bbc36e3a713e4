import type { Contract } from "../contract/Contract.ts";
import { SluiceError } from "../errors.ts";
import type { FramedRecord } from "./frame/FramedRecord.ts";
import { headerNames } from "./headerNames.ts";
import { quotedList } from "./quotedList.ts";

/** For each column of the contract, in its order, the index of its field; null where the file lacks the column. */
export type Layout = readonly (number | null)[];

/**
 * Finds the contract's columns in a file's header. Only a column with a default may be missing.
 *
 * @param header record 0 of the framer; null where the file has no record at all
 * @throws SluiceError `file.unknown_column`, `file.missing_column`, and as `headerNames` does
 */
export function readHeader(contract: Contract, header: FramedRecord | null): Layout {
  const names = headerNames(contract, header);
  refuseUnknown(contract, names);
  refuseMissing(contract, names);
  return contract.columns.map((column) => {
    const index = names.indexOf(column.header);
    return index === -1 ? null : index;
  });
}

function refuseUnknown({ name: where, columns }: Contract, names: readonly string[]): void {
  const known = new Set(columns.map((column) => column.header));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new SluiceError("file.unknown_column", `The header names ${quotedList(unknown)}, not in the contract`, {
    where,
    mend: `drop the column from the file or declare it; the contract's headers are ${quotedList([...known])}`,
  });
}

function refuseMissing({ name: where, columns }: Contract, names: readonly string[]): void {
  const missing = columns.filter((column) => column.default === undefined && !names.includes(column.header));
  if (missing.length === 0) return;
  const headers = missing.map((column) => column.header);
  throw new SluiceError("file.missing_column", `The header lacks ${quotedList(headers)}`, {
    where,
    mend:
      "add the column to the file or give it a .default() in the contract; " +
      `the file's headers are ${quotedList(names)}`,
  });
}
