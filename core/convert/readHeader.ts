import type { AddedColumn } from "../contract/AddedColumn.ts";
import { addedName } from "../contract/addedName.ts";
import type { Contract } from "../contract/Contract.ts";
import { evolvedContract } from "../contract/evolvedContract.ts";
import { headersOf } from "../contract/headersOf.ts";
import { lineage } from "../contract/lineage.ts";
import { mayBeMissing } from "../contract/mayBeMissing.ts";
import { tableColumns } from "../contract/tableColumns.ts";
import { SluiceError } from "../errors.ts";
import type { FileShape, Place } from "./FileShape.ts";
import type { FramedRecord } from "./frame/FramedRecord.ts";
import { headerNames } from "./headerNames.ts";
import { quotedList } from "./quotedList.ts";

/**
 * Finds the contract's columns in a file's header. What the file has beside them, and what it lacks, goes as the
 * contract's `drift` says; a column with a default may always be missing.
 *
 * @param header record 0 of the framer; null where the file has no record at all
 * @throws SluiceError `file.unknown_column`, `file.missing_column`, `file.too_many_columns`, and as `headerNames` does
 */
export function readHeader<R>(contract: Contract<R>, header: FramedRecord | null): FileShape<R> {
  const names = headerNames(contract, header);
  const known = new Set(contract.columns.map((column) => column.header));
  const unknown = names.flatMap((name, index) => (known.has(name) ? [] : [{ header: name, index }]));
  const lacking = headersOf(contract.columns).filter((header) => !names.includes(header));
  const rename = renameOf(unknown, lacking);
  const { added: policy } = contract.drift;
  if (policy === "freeze") refuseUnknown(contract, unknown, rename);
  refuseMissing(contract, names, rename);
  const added = policy === "evolve" ? unknown.map((each) => addedTo(contract, each.header)) : [];
  refuseRepeated(contract.name, added);
  refuseTooMany(contract, added);
  const evolved = evolvedContract(contract, added);
  const placeOf = (name: string | null): Place => {
    if (name === null) return unknown;
    const index = names.indexOf(name);
    return index === -1 ? null : index;
  };
  return { contract: evolved, layout: evolved.columns.map((column) => placeOf(column.header)), added };
}

/** What one unknown column beside one that is missing may be. */
function renameOf([one, ...others]: readonly { header: string }[], [old, ...more]: readonly string[]): string {
  if (one === undefined || old === undefined || others.length + more.length > 0) return "";
  const [current, former] = [JSON.stringify(one.header), JSON.stringify(old)];
  return `; if ${current} is the new name of ${former}, declare .from(${current}, ${former})`;
}

function refuseUnknown(
  { name: where, columns }: Contract,
  unknown: readonly { header: string }[],
  rename: string,
): void {
  if (unknown.length === 0) return;
  const list = quotedList(unknown.map(({ header }) => header));
  throw new SluiceError("file.unknown_column", `The header names ${list}, not in the contract`, {
    where,
    mend: `drop the column from the file or declare it; the contract's headers are ${quotedList(headersOf(columns))}${rename}`,
  });
}

function refuseMissing(contract: Contract, names: readonly string[], rename: string): void {
  const missing = headersOf(contract.columns.filter((column) => !mayBeMissing(contract, column))).filter(
    (header) => !names.includes(header),
  );
  if (missing.length === 0) return;
  throw new SluiceError("file.missing_column", `The header lacks ${quotedList(missing)}`, {
    where: contract.name,
    mend:
      "add the column to the file or give it a .default() in the contract; " +
      `the file's headers are ${quotedList(names)}${rename}`,
  });
}

/** @throws SluiceError where the table cannot have a column of the header's name */
function addedTo(contract: Contract, header: string): AddedColumn {
  const name = addedName(header);
  const taken = [...tableColumns(contract), ...contract.partitions].some((each) => each.name === name);
  if (name !== undefined && !taken) return { header, name };
  const shown = quotedList([header]);
  const why = name === undefined ? "makes no name of a column" : `would be the column "${name}", which there is`;
  throw new SluiceError("file.unknown_column", `The header names ${shown}, which ${why}`, {
    where: contract.name,
    mend: `declare it under a name of its own with .from(${shown}), or drop it from the file`,
  });
}

/** What Redshift Spectrum allows a table. */
const mostColumns = 1598;

function refuseRepeated(where: string, added: readonly AddedColumn[]): void {
  const names = added.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated === undefined) return;
  const list = quotedList(added.filter(({ name }) => name === repeated).map(({ header }) => header));
  throw new SluiceError("file.unknown_column", `The header names ${list}, which would be one column "${repeated}"`, {
    where,
    mend: "declare them in the contract, under names of their own",
  });
}

function refuseTooMany(contract: Contract, added: readonly AddedColumn[]): void {
  const width = tableColumns(contract).length + added.length + Object.keys(lineage).length;
  if (added.length === 0 || width <= mostColumns) return;
  throw new SluiceError("file.too_many_columns", `The table would have ${width} columns`, {
    where: contract.name,
    mend: `it may have ${mostColumns}; look whether the first line of the file is its header`,
  });
}
