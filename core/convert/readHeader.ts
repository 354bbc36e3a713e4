import type { Contract } from "../contract/Contract.ts";
import { SluiceError } from "../errors.ts";
import type { FramedRecord } from "./frame/FramedRecord.ts";
import { fields } from "./frame/fields.ts";

/** For each column of the contract, in its order, the index of its field; null where the file lacks the column. */
export type Layout = readonly (number | null)[];

/**
 * Finds the contract's columns in a file's header. Only a column with a default may be missing.
 *
 * @param header record 0 of the framer; null where the file has no record at all
 * @throws SluiceError `file.no_header`, `file.malformed_header`, `file.duplicate_header`, `file.unknown_column` or
 * `file.missing_column`
 */
export function readHeader(contract: Contract, header: FramedRecord | null): Layout {
  const names = headerNames(contract, header);
  refuseDuplicates(contract, names);
  refuseUnknown(contract, names);
  refuseMissing(contract, names);
  return contract.columns.map((column) => {
    const index = names.indexOf(column.header);
    return index === -1 ? null : index;
  });
}

function headerNames(contract: Contract, header: FramedRecord | null): string[] {
  if (header === null) {
    throw fileError(contract, "file.no_header", "The file has no records, not even a header", [
      `begin the file with the header ${quotedList(contract.columns.map((column) => column.header))}`,
    ]);
  }
  if (header.error !== null) {
    throw fileError(contract, "file.malformed_header", `The header is unreadable (${header.error})`, [
      "write it as RFC 4180 has it, in UTF-8",
    ]);
  }
  return fields(header, contract.source);
}

function refuseDuplicates(contract: Contract, names: readonly string[]): void {
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  if (repeated.length === 0) return;
  throw fileError(contract, "file.duplicate_header", `The header names ${quotedList(repeated)} more than once`, [
    "give each column of the file a name of its own",
  ]);
}

function refuseUnknown(contract: Contract, names: readonly string[]): void {
  const known = new Set(contract.columns.map((column) => column.header));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw fileError(contract, "file.unknown_column", `The header names ${quotedList(unknown)}, not in the contract`, [
    "drop the column from the file or declare it",
    `the contract's headers are ${quotedList([...known])}`,
  ]);
}

function refuseMissing(contract: Contract, names: readonly string[]): void {
  const missing = contract.columns.filter((column) => column.default === undefined && !names.includes(column.header));
  if (missing.length === 0) return;
  const headers = missing.map((column) => column.header);
  throw fileError(contract, "file.missing_column", `The header lacks ${quotedList(headers)}`, [
    "add the column to the file or give it a .default() in the contract",
    `the file's headers are ${quotedList(names)}`,
  ]);
}

function fileError({ name }: Contract, code: string, what: string, mend: readonly string[]): SluiceError {
  return new SluiceError(code, what, { where: name, mend: mend.join("; ") });
}

/** At most twenty of the names, each cut at 80 characters: a file in another dialect has a header of one long name. */
function quotedList(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name.length > 80 ? `${name.slice(0, 79)}…` : name));
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}
